using DrConsole.Backups.Format;
using DrConsole.Backups.Policies;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>Writes what became of a run: its state, the backup and its copies, audit entry and alarms, in one transaction under the lease's fence.</summary>
public sealed class RunEnds(RunLedger ledger)
{
    /// <summary>It was cancelled before anything was done.</summary>
    public Task CancelledAsync(Lease lease, CancellationToken ct) => ledger.EndAsync(lease, new(RunState.Cancelled, null), static (_, _) => Task.CompletedTask, ct);

    /// <summary>It came to nothing; the previous backup stays the newest.</summary>
    internal Task NothingAsync(Lease lease, RunEnd end, RunProgress progress, CancellationToken ct) => WriteAsync(progress, last => ledger.EndAsync(lease, end, async (change, run) =>
    {
        Figures(run, last);
        if (end.State == RunState.Failed)
        {
            await RunAlarms.FailedAsync(change, run, ct);
        }
    }, ct));

    /// <summary>At least one store has the backup.</summary>
    internal Task TakenAsync(Lease lease, BackupPolicy policy, BackupTaken taken, RunProgress progress, CancellationToken ct)
    {
        var missing = Missing(taken);
        var end = missing.Count == 0
            ? new RunEnd(RunState.Succeeded, null)
            : new RunEnd(RunState.Degraded, $"{string.Join(' ', missing.Select(copy => $"{copy.Name}: {copy.Fault}"))} The missing copy is made from a sibling as soon as the store takes it.");
        return WriteAsync(progress, last => ledger.EndAsync(lease, end, async (change, run) =>
        {
            Figures(run, last);
            run.BackupId = taken.Result.Manifest.BackupId;
            await AddAsync(change, policy, taken, missing, ct);
            await RunAlarms.GoodAsync(change, run, ct);
            await change.Db.SaveChangesAsync(ct); // the alarm counts the copies that were just added
            await RunAlarms.CopiesAsync(change, policy.Id, ct);
        }, ct));
    }

    // Whoever tries again finds the last lines again.
    private static async Task WriteAsync(RunProgress progress, Func<RunReport, Task> write)
    {
        var last = progress.Take();
        try
        {
            await write(last);
        }
        catch
        {
            progress.Return(last);
            throw;
        }
    }

    private static List<StoreLeftOut> Missing(BackupTaken taken) =>
    [
        .. taken.Result.Copies.Where(copy => !copy.IsComplete).Select(copy => new StoreLeftOut(copy.Destination.Id, copy.Destination.Name, copy.Fault ?? "It has no whole copy.")), .. taken.LeftOut,
    ];

    private static async Task AddAsync(Change change, BackupPolicy policy, BackupTaken taken, List<StoreLeftOut> missing, CancellationToken ct)
    {
        var (result, lockedUntil) = (taken.Result, policy.LockDays > 0 ? change.At.AddDays(policy.LockDays) : (DateTimeOffset?)null);
        if (await change.Db.Backups.AnyAsync(backup => backup.Id == result.Manifest.BackupId, ct))
        {
            return; // a rebuild of the catalogue found it in the store before
        }

        var backup = ManifestRow.Of(result.Manifest, ManifestText(result.Manifest), result.ManifestSha256, result.Folder, policy.Id);
        backup.Copies.AddRange(result.Copies.Where(copy => copy.IsComplete).Select(copy =>
            new BackupCopy { BackupId = backup.Id, StoreId = copy.Destination.Id, State = CopyState.Present, CheckedAt = change.At, LockedUntil = lockedUntil }));
        backup.Copies.AddRange(missing.Select(copy => new BackupCopy { BackupId = backup.Id, StoreId = copy.StoreId, State = CopyState.Missing, CheckedAt = change.At, Fault = copy.Fault }));
        change.Db.Backups.Add(backup);
        NewVerifications.Add(change, backup, policy.VerifyLevel);
        change.Signal(Topic.Backup(backup.Id));
    }

    private static string ManifestText(Manifest manifest) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(manifest));

    private static void Figures(BackupRun run, RunReport last)
    {
        (run.PlainBytes, run.StoredBytes, run.ExpectedBytes, run.MovedAt) = (last.PlainBytes, last.StoredBytes, last.ExpectedBytes, last.MovedAt);
        run.Log += last.Lines;
    }
}
