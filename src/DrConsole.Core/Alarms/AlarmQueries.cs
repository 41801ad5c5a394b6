using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Alarms;

/// <summary>Reads of alarms from PostgreSQL.</summary>
public sealed class AlarmQueries(IDbContextFactory<DrDbContext> contexts) : IAlarmQueries
{
    private const int MostRows = 500;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlarmRow>> OpenAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Rows(db, db.Alarms.Where(alarm => alarm.ClearedAt == null)).Take(MostRows).ToListAsync(ct);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AlarmRow>> HistoryAsync(DateTimeOffset? before, int take, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Rows(db, db.Alarms.Where(alarm => before == null || alarm.RaisedAt < before)).Take(Math.Clamp(take, 1, MostRows)).ToListAsync(ct);
    }

    private static IQueryable<AlarmRow> Rows(DrDbContext db, IQueryable<Alarm> alarms) =>
        from alarm in alarms.AsNoTracking()
        orderby alarm.RaisedAt descending, alarm.Id descending
        let policy = db.BackupPolicies.Where(policy => alarm.Subject == policy.Id.ToString() || alarm.Subject == "wal:" + policy.Id.ToString() || alarm.Subject.StartsWith(policy.Id.ToString() + ":")).Select(policy => policy.Name).FirstOrDefault()
        let store = db.Stores.Where(store => store.Id.ToString() == alarm.Subject).Select(store => store.Name).FirstOrDefault()
        select new AlarmRow(alarm.Id, alarm.Kind, alarm.Subject, policy ?? store ?? alarm.Subject, alarm.Text, alarm.RaisedAt, alarm.SeenAt, alarm.ClearedAt);
}
