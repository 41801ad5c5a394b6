using System.Reflection;
using System.Security.Cryptography;
using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Backups.Pipeline;

/// <summary>
/// Takes one backup, in one pass and bounded memory, without a database: source → zstd → age → all stores at once. Returns only when at least one store
/// has it whole with its signed manifest, which is written last. A store that fails on the way is reported in the result; when all fail, or the source
/// does, everything is taken away again.
/// </summary>
public sealed class BackupEngine(TimeProvider time)
{
    private static readonly string Version = typeof(BackupEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Objects of 31 GiB: S3 takes 10,000 parts of an object, and this stays well below. Tests make it small.</summary>
    internal int PartsPerObject { get; init; } = 4000;

    /// <summary>Buffers of 8 MiB: the memory of a run.</summary>
    internal int Buffers { get; init; } = 6;

    /// <summary>Takes the backup.</summary>
    /// <exception cref="RefusedException">Nothing was begun: the request or the source is not as it must be.</exception>
    /// <exception cref="BackupFailedException">It was begun and came to nothing.</exception>
    public async Task<BackupResult> RunAsync(BackupRequest request, CancellationToken ct)
    {
        BackupRequestChecks.EnsureValid(request);
        var meter = new ProgressMeter(request.Progress, time);
        meter.Enter("checking the source");
        var check = await request.From.CheckAsync(ct);
        meter.ExpectedBytes = check.ExpectedBytes;
        var startedAt = time.GetUtcNow();
        var folder = StoreLayout.Folder(request.Source, startedAt, request.BackupId);
        using var pool = new PartPool(Buffers);
        var fanOut = new FanOut([.. request.Destinations.Select(destination => new DestinationLane(destination, folder, request, pool, time))]);
        await Sweeping.SweepAsync(request, startedAt, meter, ct);
        CrashPoint.Reach("backup.before-source");
        try
        {
            var (manifest, streams) = await ReadAsync(request, fanOut, pool, meter, startedAt, check, ct);
            var bytes = await BackupCommit.RunAsync(request, manifest, streams, folder, fanOut, meter, ct);
            return new(manifest, folder, Convert.ToHexStringLower(SHA256.HashData(bytes)), await OutcomesAsync(fanOut));
        }
        catch (Exception failure)
        {
            meter.Enter("taking away what was written", failure.Message);
            await Task.WhenAll(fanOut.Lanes.Select(lane => lane.CleanAsync()));
            if (failure is RefusedException refusal)
            {
                throw new BackupFailedException(refusal.Code, refusal.Message, refusal);
            }

            throw;
        }
    }

    private async Task<(Manifest Manifest, IReadOnlyList<ManifestEntry> Streams)> ReadAsync(
        BackupRequest request, FanOut fanOut, PartPool pool, ProgressMeter meter, DateTimeOffset startedAt, SourceCheck check, CancellationToken ct)
    {
        using var secrets = PrivateFolder.Create();
        meter.Enter("opening the source");
        await using var session = await request.From.OpenAsync(new(request.RunId, secrets) { Previous = request.Previous, StateFolder = request.StateFolder }, ct);
        BackupRequestChecks.EnsureValid(session.Streams);
        var pipeline = new StreamPipeline(request, fanOut, pool, meter, PartsPerObject, time);
        var entries = new List<ManifestEntry>();
        foreach (var stream in session.Streams)
        {
            entries.Add(await pipeline.RunAsync(stream, ct));
        }

        meter.Enter("finishing at the source");
        var facts = await session.FinishAsync(ct);
        return (Describe(request, startedAt, session.ConsistentAt, entries, facts with { Remarks = [.. check.Remarks, .. facts.Remarks] }), entries);
    }

    private Manifest Describe(BackupRequest request, DateTimeOffset startedAt, DateTimeOffset consistentAt, List<ManifestEntry> entries, SourceFacts facts) => new()
    {
        BackupId = request.BackupId, Source = request.Source, SourceKind = request.SourceKind, PolicyId = request.PolicyId, PolicyName = request.PolicyName, System = request.System,
        StartedAt = startedAt, ConsistentAt = consistentAt, CompletedAt = time.GetUtcNow(), MadeBy = $"DR Console {Version}", Streams = entries,
        KeyCategory = request.KeyCategory, Recipients = request.Recipients, Facts = facts, DependsOn = facts.DependsOn, SettingsSha256 = request.SettingsSha256,
    };

    private static async Task<IReadOnlyList<CopyOutcome>> OutcomesAsync(FanOut fanOut)
    {
        await Task.WhenAll(fanOut.Lanes.Select(lane => lane.SettleAsync()));
        return [.. fanOut.Lanes.Select(lane => new CopyOutcome(lane.Destination, lane.IsCommitted, lane.IsCommitted ? null : lane.Fault))];
    }
}
