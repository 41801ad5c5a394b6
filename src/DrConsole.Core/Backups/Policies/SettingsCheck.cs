using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Backups.Policies;

/// <summary>Says what is missing in the set-up of a source, without asking the source itself.</summary>
internal static class SettingsCheck
{
    public static IEnumerable<PolicyFault> Faults(SourceSettings settings, ConsoleOptions console) => settings switch
    {
        PostgresSettings postgres => [.. Server(postgres.Host, postgres.Port), .. Needed(postgres.User, "a user"), .. All(postgres.Databases, "database")],
        PostgresPhysicalSettings cluster =>
            [.. Server(cluster.Host, cluster.Port), .. Needed(cluster.User, "a user"), .. Needed(cluster.Slot, "a replication slot"), .. Above(cluster.PartialSeconds, 0, "PartialSeconds")],
        MariaDbSettings maria => [.. maria.Socket is null ? Server(maria.Host, maria.Port) : Path(maria.Socket), .. Needed(maria.User, "a user"), .. All(maria.Databases, "database")],
        RedisSettings redis => Server(redis.Host, redis.Port),
        MongoSettings mongo => Server(mongo.Host, mongo.Port),
        FilesSettings files => [.. files.Paths is { Count: > 0 } ? files.Paths.SelectMany(Path) : [Fault("Name at least one file or directory.")], .. Above(files.FullEvery, -1, "FullEvery")],
        KubernetesSettings objects => All(objects.Kinds, "kind", least: 1),
        TerraformSettings terraform => Path(terraform.Folder),
        KeyVaultSettings vault => Needed(vault.Vault, "a vault"),
        CommandSettings command => Command(command, console),
        ConsoleSettings => [],
        _ => [Fault($"The console cannot back up sources of the kind “{settings.Kind}”.")],
    };

    private static IEnumerable<PolicyFault> Server(string host, int port) =>
        [.. Needed(host, "a host"), .. port is > 0 and <= 65_535 ? [] : (PolicyFault[])[Fault("A port lies between 1 and 65535.")]];

    // A program that starts with a hyphen would take such a name for an option.
    private static IEnumerable<PolicyFault> Needed(string? value, string what) => string.IsNullOrWhiteSpace(value) ? [Fault($"Name {what}.")]
        : value.StartsWith('-') || value.Any(char.IsControl) ? [Fault($"“{SafeText.Clean(value)}” cannot be {what}.")] : [];

    private static IEnumerable<PolicyFault> All(IReadOnlyList<string> values, string what, int least = 0) =>
        values is null || values.Count < least ? [Fault($"Name at least one {what}.")] : values.SelectMany(value => Needed(value, $"the name of a {what}"));

    private static IEnumerable<PolicyFault> Path(string path) =>
        path is { Length: > 1 } && path[0] == '/' && !path.Any(char.IsControl) ? [] : [Fault($"“{SafeText.Clean(path ?? "")}” is no absolute path.")];

    private static IEnumerable<PolicyFault> Above(int value, int least, string name) => value > least ? [] : [Fault($"{name} must be above {least}.")];

    private static IEnumerable<PolicyFault> Command(CommandSettings command, ConsoleOptions console) => console.AllowedCommands.Contains(command.Program, StringComparer.Ordinal)
        ? []
        : [new("settings", "policy_command_not_allowed",
            $"“{SafeText.Clean(command.Program)}” is none of the programs that this console may run. Its operator allows programs by DRCONSOLE_ALLOWED_COMMANDS (absolute paths with colons between)."),];

    private static PolicyFault Fault(string text) => new("settings", "policy_settings", text);
}
