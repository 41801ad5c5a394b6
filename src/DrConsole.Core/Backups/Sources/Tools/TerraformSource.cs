using System.Globalization;
using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.Tools;

/// <summary>Terraform's state by <c>terraform state pull</c>. Its secrets are in it in clear, as Terraform keeps them.</summary>
internal sealed class TerraformSource(TerraformSettings settings, TimeProvider clock) : IBackupSource
{
    private const int MostBytes = 512 * 1024 * 1024;

    /// <inheritdoc/>
    public async Task<SourceCheck> CheckAsync(CancellationToken ct)
    {
        if (!Directory.Exists(settings.Folder))
        {
            throw new RefusedException("path_missing", $"{settings.Folder} does not exist on this machine. Name the initialised working directory.");
        }

        var version = await ToolVersions.AskAsync("terraform", ["version"], ct);
        var (bytes, _, _) = await PullAsync(null, ct);
        return new(null, version, bytes.Length, []);
    }

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        var version = await ToolVersions.AskAsync("terraform", ["version"], ct);
        var at = clock.GetUtcNow();
        var (bytes, serial, lineage) = await PullAsync(context.RunId, ct);
        return new SimpleSession(
            at,
            [new("terraform.tfstate", StreamFormat.Json, version, bytes.Length, _ => Task.FromResult<IProducer>(new HeldProducer(bytes)))],
            _ => Task.FromResult(new SourceFacts { ServerIdentity = lineage, ServerVersion = version, Endpoint = settings.Folder, Items = serial, Remarks = [$"Serial {serial.ToString(CultureInfo.InvariantCulture)}, lineage {lineage}."] }));
    }

    // A state is read whole before it is believed: an empty answer has exit code 0 too.
    private async Task<(byte[] Bytes, long Serial, string Lineage)> PullAsync(Guid? serves, CancellationToken ct)
    {
        await using var child = ChildProcess.Start(new("terraform", ["state", "pull"])
        {
            WorkingDirectory = settings.Folder, Serves = serves,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TF_IN_AUTOMATION"] = "1", ["TF_INPUT"] = "0", ["CHECKPOINT_DISABLE"] = "1", ["TF_WORKSPACE"] = settings.Workspace ?? "default" },
        });
        var bytes = await HeldProducer.ReadAsync(child.Output, MostBytes, ct);
        var exit = await child.WaitAsync(ct);
        if (!exit.IsClean)
        {
            throw new RefusedException("source_failed", $"terraform state pull in {settings.Folder} ended with code {exit.Code}: {exit.Said}");
        }

        try
        {
            using var state = JsonDocument.Parse(bytes);
            return (bytes, state.RootElement.GetProperty("serial").GetInt64(), state.RootElement.GetProperty("lineage").GetString()!);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RefusedException("source_incomplete", $"terraform state pull in {settings.Folder} ended with code 0, but {(bytes.Length == 0 ? "there is no state" : "what it wrote is no state")}. Is this the right directory and workspace ({settings.Workspace ?? "default"}), and has 'terraform init' been run?");
        }
    }
}
