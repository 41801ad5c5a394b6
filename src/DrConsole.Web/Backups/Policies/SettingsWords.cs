using DrConsole.Backups.Sources;

namespace DrConsole.Web.Backups.Policies;

/// <summary>Where a source is, in one line, without secrets.</summary>
internal static class SettingsWords
{
    public static string Of(SourceSettings settings) => settings switch
    {
        PostgresSettings server => $"{server.User}@{server.Host}:{server.Port}/{All(server.Databases)}{(server.SchemaOnly ? ", structure only" : "")}",
        PostgresPhysicalSettings cluster => $"{cluster.User}@{cluster.Host}:{cluster.Port}, slot {cluster.Slot}, log at least every {cluster.PartialSeconds} s",
        MariaDbSettings server => $"{server.User}@{server.Socket ?? $"{server.Host}:{server.Port}"}/{All(server.Databases)}",
        RedisSettings server => $"{server.Host}:{server.Port}",
        MongoSettings server => $"{server.Host}:{server.Port}/{server.Database ?? "all databases"}",
        FilesSettings files => string.Join(", ", files.Paths),
        KubernetesSettings objects => $"{string.Join(", ", objects.Kinds)} in {(objects.Namespaces.Count == 0 ? "all namespaces" : string.Join(", ", objects.Namespaces))}",
        TerraformSettings state => state.Workspace is { } workspace ? $"{state.Folder}, workspace {workspace}" : state.Folder,
        KeyVaultSettings vault => vault.Vault,
        CommandSettings command => string.Join(' ', command.Arguments.Prepend(command.Program)),
        _ => settings.Kind,
    };

    private static string All(IReadOnlyList<string> databases) => databases.Count == 0 ? "all databases" : string.Join(", ", databases);
}
