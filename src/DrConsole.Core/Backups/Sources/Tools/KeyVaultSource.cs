using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Tools;

/// <summary>
/// Secrets, keys and certificates of an Azure Key Vault by <c>az keyvault … backup</c>: blobs that only a vault of the same subscription and geography can
/// restore. The account is that of <c>az login</c> in the configuration folder of the console's user.
/// </summary>
internal sealed class KeyVaultSource(KeyVaultSettings settings, TimeProvider clock, string program = "az") : IBackupSource
{
    private const int MostBytes = 16 * 1024 * 1024;
    private static readonly string[] Kinds = ["secret", "key", "certificate"];

    /// <inheritdoc/>
    public async Task<SourceCheck> CheckAsync(CancellationToken ct)
    {
        var version = await VersionAsync(ct);
        var names = await ListAsync(ct);
        return names.Count > 0
            ? new(null, version, null, [])
            : throw new RefusedException("source_incomplete", $"Key Vault {settings.Vault} has no secret, key or certificate that this account can list: an empty answer is no backup.");
    }

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (version, at, names) = (await VersionAsync(ct), clock.GetUtcNow(), await ListAsync(ct));
        return new SimpleSession(
            at,
            [.. names.Select(name => new SourceOutput($"{name.Kind}.{StreamNames.Of(name.Name)}.blob", StreamFormat.Raw, version, 1, token => SaveAsync(context, name.Kind, name.Name, token)))],
            async token => await ListAsync(token) is var after && after.Except(names).ToList() is { Count: > 0 } late
                ? new() { Endpoint = settings.Vault, Items = names.Count, Remarks = [$"Made while the backup ran, and not in it: {string.Join(", ", late.Select(name => $"{name.Kind} {name.Name}"))}."] }
                : new() { Endpoint = settings.Vault, Items = names.Count });
    }

    private async Task<string> VersionAsync(CancellationToken ct)
    {
        using var answer = JsonDocument.Parse(await ChildProcess.ReadAsync(Command(["version", "--output", "json"]), ct));
        return $"az {answer.RootElement.GetProperty("azure-cli").GetString()}";
    }

    private async Task<List<(string Kind, string Name)>> ListAsync(CancellationToken ct)
    {
        var names = new List<(string, string)>();
        foreach (var kind in Kinds)
        {
            using var answer = JsonDocument.Parse(await ChildProcess.ReadAsync(Command(["keyvault", kind, "list", "--vault-name", settings.Vault, "--output", "json"]), ct));
            names.AddRange(answer.RootElement.EnumerateArray().Where(item => kind == "certificate" || !IsManaged(item)).Select(item => (kind, item.GetProperty("name").GetString()!)));
        }

        return names;
    }

    // The key and the secret behind a certificate are backed up with it, and refuse to be backed up alone.
    private static bool IsManaged(JsonElement item) => item.TryGetProperty("managed", out var managed) && managed.ValueKind == JsonValueKind.True;

    // az refuses to overwrite and writes no blob to standard output, so it writes a file in the private folder, which is gone with the run.
    private async Task<IProducer> SaveAsync(SourceContext context, string kind, string name, CancellationToken ct)
    {
        var file = Path.Combine(context.Secrets.Path, $"{kind}.{StreamNames.Of(name)}.blob");
        File.Delete(file);
        await ChildProcess.ReadAsync(Command(["keyvault", kind, "backup", "--vault-name", settings.Vault, "--name", name, "--file", file]) with { Serves = context.RunId }, ct);
        if (!File.Exists(file))
        {
            throw new RefusedException("source_incomplete", $"az keyvault {kind} backup of {name} ended with code 0 and wrote no file.");
        }

        await using var blob = File.OpenRead(file);
        var bytes = await HeldProducer.ReadAsync(blob, MostBytes, ct);
        File.Delete(file);
        return new HeldProducer(bytes);
    }

    private ChildCommand Command(IReadOnlyList<string> arguments) => new(program, arguments)
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ["AZURE_CORE_COLLECT_TELEMETRY"] = "false", ["AZURE_CORE_NO_COLOR"] = "true" },
    };
}
