using DrConsole.Alarms;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Reports.Metrics;

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
        IReadOnlyList<SourceEvidence> sources = [.. (await evidence.ReadAsync(ct)).Sources.OrderBy(source => source.Policy.Source, StringComparer.Ordinal)];
        PromiseMetrics.Write(text, sources);
        SourceMetrics.Write(text, sources);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await EverMetrics.WriteAsync(text, db, sources, ct);
        await ConsoleMetrics.WriteAsync(text, db, await alarms.OpenAsync(ct), ct);
        return text.ToString();
    }
}

/// <summary>How families of a policy are labelled and words are written.</summary>
internal static class MetricText
{
    /// <summary>One sample per policy; a policy of which nothing is known has none.</summary>
    public static void Each(this PrometheusText text, string name, string help, IEnumerable<SourceEvidence> sources, Func<SourceEvidence, double?> value, params (string Name, string? Value)[] labels)
    {
        text.Family(name, "gauge", help);
        foreach (var source in sources)
        {
            text.Sample(name, value(source), [.. Labels(source), .. labels]);
        }
    }

    public static (string Name, string? Value)[] Labels(SourceEvidence source) => [("policy", source.Policy.Source), ("system", source.Policy.SystemName)];

    /// <summary>An enumeration's word as Prometheus writes words: <c>not_proven</c>.</summary>
    public static string Word<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) => char.IsUpper(letter) ? $"{(i == 0 ? "" : "_")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
