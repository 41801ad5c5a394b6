using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Reports;

/// <summary>Reads from PostgreSQL, in a fixed number of queries whatever the number of policies.</summary>
public sealed class EvidenceQueries(IDbContextFactory<DrDbContext> contexts, PlannedObjectives planned, TimeProvider clock) : IEvidenceQueries
{
    /// <inheritdoc/>
    public async Task<Evidence> ReadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var alarms = await db.Alarms.Where(alarm => alarm.ClearedAt == null).OrderBy(alarm => alarm.RaisedAt).Select(alarm => new OpenAlarm(alarm.Kind, alarm.Subject, alarm.Text, alarm.RaisedAt)).ToListAsync(ct);
        var now = clock.GetUtcNow();
        return Evidence.Of(await PolicyFactsRead.AllAsync(db, alarms, now, ct), await planned.ReadAsync(db, ct), alarms, now);
    }
}
