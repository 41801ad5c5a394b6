using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>Reads of runs from PostgreSQL.</summary>
public sealed class RunQueries(IDbContextFactory<DrDbContext> contexts) : IRunQueries
{
    private const int MostRows = 500;

    /// <inheritdoc/>
    public async Task<RunList> ListAsync(RunFilter filter, CancellationToken ct)
    {
        var take = Math.Clamp(filter.Take, 1, MostRows);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var runs = db.BackupRuns.AsNoTracking()
            .Where(run => (filter.PolicyId == null || run.PolicyId == filter.PolicyId) && (filter.State == null || run.State == filter.State) && (filter.Before == null || run.ScheduledFor < filter.Before))
            .OrderByDescending(run => run.ScheduledFor).ThenByDescending(run => run.Id).Take(take + 1);
        var rows = await Rows(db, runs).ToListAsync(ct);
        return new([.. rows.Take(take)], rows.Count > take);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunRow>> OpenAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return [.. (await Rows(db, db.BackupRuns.AsNoTracking().Where(run => run.EndedAt == null)).Take(MostRows).ToListAsync(ct)).Reverse<RunRow>()];
    }

    /// <inheritdoc/>
    public async Task<RunView?> FindAsync(Guid runId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.BackupRuns.AsNoTracking().Where(run => run.Id == runId)
            .Select(run => new { run.Log, run.LeaseOwner, run.HeartbeatAt, run.CancelledByName, run.CatchesUp }).SingleOrDefaultAsync(ct);
        var row = await Rows(db, db.BackupRuns.AsNoTracking().Where(run => run.Id == runId)).SingleOrDefaultAsync(ct);
        return found is null || row is null ? null : new(row, found.Log, found.LeaseOwner, found.HeartbeatAt, found.CancelledByName, found.CatchesUp);
    }

    /// <summary>As rows, newest first.</summary>
    internal static IQueryable<RunRow> Rows(DrDbContext db, IQueryable<BackupRun> runs) =>
        from run in runs
        join policy in db.BackupPolicies on run.PolicyId equals policy.Id
        orderby run.ScheduledFor descending, run.Id descending
        select new RunRow(
            run.Id, run.PolicyId, policy.Name, run.ScheduledFor, run.Trigger, run.State, run.Attempt, run.StartedAt, run.EndedAt, run.Stage, run.PlainBytes, run.StoredBytes,
            run.ExpectedBytes, run.MovedAt, run.Fault, run.RequestedByName, run.CancelRequestedAt, run.BackupId);
}
