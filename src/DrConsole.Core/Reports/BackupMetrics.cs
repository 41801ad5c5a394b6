using DrConsole.Alarms;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Reports.Metrics;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Reports;

/// <summary>
/// What the backup engine shows to Prometheus, read from the database at each scrape: every node says the same, and a dead scheduler cannot freeze it.
/// Figures of a policy are those of the evidence, so that page, alarm and metric cannot differ. Names are described in docs/operations/monitoring.md,
/// which ships alert rules for them.
/// </summary>
public sealed class BackupMetrics(IEvidenceQueries evidence, IAlarmQueries alarms, IDbContextFactory<DrDbContext> contexts)
{
    /// <summary>All families as text.</summary>
    public async Task<string> WriteAsync(CancellationToken ct)
    {
        var text = new PrometheusText();
        List<SourceEvidence> sources = [.. (await evidence.ReadAsync(ct)).Sources.OrderBy(source => source.Policy.Source, StringComparer.Ordinal)];
        PromiseMetrics.Write(text, sources);
        SourceMetrics.Write(text, sources);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await EverMetrics.WriteAsync(text, db, sources, ct);
        await ConsoleMetrics.WriteAsync(text, db, await alarms.OpenAsync(ct), ct);
        return text.ToString();
    }
}
