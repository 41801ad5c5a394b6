using System.Globalization;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>
/// Makes a new PostgreSQL data directory from a base backup and the log, recovered to an instant or to the end of what was shipped. What cannot be
/// recovered is refused before anything is written. Returns only when the server came up and stands where it was asked to;
/// everything else throws, and says that the directory is of no use.
/// </summary>
public static class ClusterRestore
{
    /// <summary>In the directory until it is proved right.</summary>
    internal const string Marker = "DRCONSOLE-NOT-RECOVERED";

    private const string TargetMissed = "recovery ended before configured recovery target was reached";

    /// <summary>Recovers.</summary>
    /// <exception cref="RefusedException">It was refused, or failed; the message says which, with cause and cure.</exception>
    /// <exception cref="Stores.StoreException">The store failed, or holds something else than its records say.</exception>
    public static async Task<ClusterRestoreResult> RunAsync(ClusterRestoreRequest request, TimeProvider time, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var steps = new RecoverySteps(time, request.Progress);
        var work = await steps.RunAsync("read the log's records", () => PreparedRestore.MakeAsync(request, ct), made => $"{Counted.Say(made.Plan.Log.Count, "piece")} of log, timeline {made.Plan.Window.Timeline}");
        request.OnPlanned?.Invoke(work.Plan);
        var identities = await request.IdentitiesAsync(work.Plan.Recipients, ct);
        await using var spool = new WalSpool(work.Folder + ".wal");
        spool.Claim();
        try
        {
            _ = await steps.RunAsync("fetch and check the log", () => spool.FillAsync(request, identities, work.Plan.Log, ct), bytes => Sizes.Say(bytes));
            await request.BeforeChangeAsync(work.Plan, ct);
            CrashPoint.Reach("restore.after-check");
            var files = await PlaceBaseAsync(work, identities, steps, spool, ct);
            return await RecoverAsync(work, files, steps, spool, ct);
        }
        catch (RefusedException refusal) when (File.Exists(Path.Combine(work.Folder, Marker)))
        {
            throw new RefusedException(refusal.Code, $"{refusal.Message} {work.Folder} is of no use; the next recovery into it takes away what is there.");
        }
    }

    private static async Task<int> PlaceBaseAsync(PreparedRestore work, IdentityFile identities, RecoverySteps steps, WalSpool spool, CancellationToken ct)
    {
        await ClusterFolder.BeginAsync(work.Folder, ct);
        var entry = work.Plan.Base.Manifest.Streams.Single(stream => stream.Format == Format.StreamFormat.PostgresBase);
        var placed = await steps.RunAsync(
            "fetch and unpack the base backup",
            async () =>
            {
                await using var plain = await new BackupReader().OpenAsync(work.Request.Store, work.Plan.Base.Folder, entry, identities, ct);
                await using var seen = new ObservedStream(plain, bytes => work.Request.OnFetched?.Invoke(bytes.Length));
                return await BaseExtraction.RunAsync(seen, work.Folder, ct);
            },
            files => Counted.Say(files, "file"));
        await work.Owner.TakeAsync(work.Folder, ct);
        await work.Owner.TakeAsync(spool.Folder, ct);
        CrashPoint.Reach("restore.mid-stream");
        _ = await steps.RunAsync(
            "compare the files with the server's manifest",
            () => ChildProcess.ReadAsync(work.Command("pg_verifybackup", "--no-parse-wal", "--ignore", Marker, work.Folder), ct), said => said.Trim());
        return placed;
    }

    private static async Task<ClusterRestoreResult> RecoverAsync(PreparedRestore work, int files, RecoverySteps steps, WalSpool spool, CancellationToken ct)
    {
        var (request, plan, folder) = (work.Request, work.Plan, work.Folder);
        var control = await work.ControlAsync(ct);
        async Task<RecoveryServer> StartAsync(DateTimeOffset? until)
        {
            var started = await RecoveryServer.StartAsync(
                work.Owner, work.Programs, folder, plan.Base.Manifest.Facts.Wal!.Superuser ?? "postgres",
                run => RecoverySettings.Arguments(folder, run, spool.Folder, plan.Window.Timeline, until, control.PreparedTransactions, work.Owner.IsShutIn), ct);
            await spool.NoteAsync(started.SocketFolder, CancellationToken.None);
            return started;
        }

        var (server, isWhole) = await steps.RunAsync("replay the log", () => ReplayAsync(StartAsync, request.Until, ct), _ => "recovered");
        try
        {
            CrashPoint.Reach("restore.before-compare");
            var found = await steps.RunAsync("compare what was reached", () => CompareAsync(server, request.Until, isWhole, plan, control, ct), findings => $"{findings.Reached} on timeline {findings.Timeline}");
            var remarks = await ClusterFolder.CompleteAsync(folder, request.Port, ct);
            await work.Owner.TakeAsync(folder, ct);
            if (!request.KeepRunning)
            {
                await server.StopAsync(ct);
                await EnsureStoppedAsync(work, ct);
                await server.DisposeAsync();
            }

            File.Delete(Path.Combine(folder, Marker));
            return new(
                plan.Base.Manifest.BackupId, found.SystemIdentifier, request.Until, found.Reached!.Value, found.LastCommitAt, found.Timeline, files, steps.Done, [.. plan.Remarks, .. remarks],
                request.KeepRunning ? server : null);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    // When nothing was committed behind the instant PostgreSQL finds nothing to stop at, and refuses to call that the target. The records prove that
    // the log covers the instant, so its end is the state of that instant.
    private static async Task<(RecoveryServer Server, bool IsWhole)> ReplayAsync(Func<DateTimeOffset?, Task<RecoveryServer>> startAsync, DateTimeOffset? until, CancellationToken ct)
    {
        var isWhole = until is null;
        var server = await startAsync(until);
        var (isUp, said) = await AwaitAsync(server, ct);
        if (!isUp && !isWhole && said.Contains(TargetMissed, StringComparison.Ordinal))
        {
            await server.DisposeAsync();
            (server, isWhole) = (await startAsync(null), true);
            (isUp, said) = await AwaitAsync(server, ct);
        }

        if (isUp)
        {
            return (server, isWhole);
        }

        await server.DisposeAsync();
        throw new RefusedException("recovery_failed", $"PostgreSQL ended during recovery: {said}");
    }

    private static async Task<(bool IsUp, string Said)> AwaitAsync(RecoveryServer server, CancellationToken ct)
    {
        try
        {
            return await server.AwaitAsync(ct);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static async Task<RecoveryFindings> CompareAsync(RecoveryServer server, DateTimeOffset? until, bool isWhole, ClusterRestorePlan plan, ControlFile before, CancellationToken ct)
    {
        var found = await server.FindAsync(ct);
        var wrong = found.IsInRecovery ? "the server is still recovering"
            : found.SystemIdentifier != plan.Window.Base.SystemIdentifier || found.SystemIdentifier != before.SystemIdentifier ? $"it is the cluster {found.SystemIdentifier}, not {plan.Window.Base.SystemIdentifier}"
            : found.Timeline <= plan.Window.Timeline ? $"it writes timeline {found.Timeline.ToString(CultureInfo.InvariantCulture)}, so it did not follow timeline {plan.Window.Timeline.ToString(CultureInfo.InvariantCulture)}"
            : found.Reached is not { } reached ? "nothing was replayed"
            : isWhole && reached < plan.UntilLsn ? $"it ended at {reached}, and the log reaches to {plan.UntilLsn}: a record in between cannot be read"
            : until is { } instant && found.LastCommitAt > instant ? $"its last commit is of {found.LastCommitAt:yyyy-MM-dd HH:mm:ss.ffffff} UTC, behind the instant that was asked for"
            : null;
        return wrong is null ? found : throw new RefusedException("recovery_wrong", $"PostgreSQL reports a recovery that is not what was asked for: {wrong}.");
    }

    private static async Task EnsureStoppedAsync(PreparedRestore work, CancellationToken ct)
    {
        if (await work.ControlAsync(ct) is { State: not "shut down" and var state })
        {
            throw new RefusedException("recovery_not_stopped", $"The recovered server was to be stopped, and its directory says '{state}'.");
        }
    }
}
