using System.Text.Json;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Verification;

/// <summary>Reads of examinations from PostgreSQL.</summary>
public sealed class VerificationQueries(IDbContextFactory<DrDbContext> contexts) : IVerificationQueries
{
    private const int MostRows = 500;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VerificationRow>> ListAsync(VerificationFilter filter, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var runs = db.Verifications.AsNoTracking().Where(run =>
            (filter.BackupId == null || run.BackupId == filter.BackupId) && (filter.StoreId == null || run.StoreId == filter.StoreId) && (filter.State == null || run.State == filter.State)
            && (filter.Verdict == null || run.Verdict == filter.Verdict) && (filter.Before == null || run.RequestedAt < filter.Before)
            && (filter.PolicyId == null || db.Backups.Any(backup => backup.Id == run.BackupId && backup.PolicyId == filter.PolicyId)));
        return await Rows(db, runs.OrderByDescending(run => run.RequestedAt).ThenByDescending(run => run.Id).Take(Math.Clamp(filter.Take, 1, MostRows))).ToListAsync(ct);
    }

    /// <inheritdoc/>
    public async Task<VerificationView?> FindAsync(Guid runId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var runs = db.Verifications.AsNoTracking().Where(run => run.Id == runId);
        var report = await runs.Select(run => run.Report).SingleOrDefaultAsync(ct);
        return await Rows(db, runs).SingleOrDefaultAsync(ct) is { } row ? new(row, report is null ? null : JsonSerializer.Deserialize<VerificationReport>(report, CanonicalJson.Options)) : null;
    }

    private static IQueryable<VerificationRow> Rows(DrDbContext db, IQueryable<VerificationRun> runs) =>
        from run in runs
        join backup in db.Backups on run.BackupId equals backup.Id
        join store in db.Stores on run.StoreId equals store.Id
        orderby run.RequestedAt descending, run.Id descending
        select new VerificationRow(
            run.Id, run.BackupId, backup.Source, backup.ConsistentAt, run.StoreId, store.Name, run.Level, run.State, run.Verdict, run.Reached, run.RequestedAt, run.StartedAt, run.EndedAt,
            run.Reason, run.RequestedByName, run.Stage, run.Fault);
}
