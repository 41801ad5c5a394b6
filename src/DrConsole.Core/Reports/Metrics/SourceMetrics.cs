using DrConsole.Platform;

namespace DrConsole.Reports.Metrics;

/// <summary>What the backups of each policy are worth now.</summary>
internal static class SourceMetrics
{
    private const string Age = "drc_recovery_point_age_seconds";
    private const string Size = "drc_backup_last_size_bytes";
    private const string UsualSize = "drc_backup_usual_size_bytes";
    private const string UsualDuration = "drc_backup_usual_duration_seconds";
    private const string Restore = "drc_restore_seconds";

    public static void Write(PrometheusText text, IReadOnlyList<SourceEvidence> sources)
    {
        text.Each("backup_job_failure_count", "Runs of the policy that failed or did not happen since its last good one, among the last 30; 0 is well.", sources, source => source.Record.BadInARow);
        text.Each(
            "drc_backup_last_success_timestamp_seconds", "When the newest backup that is whole in a store was completed.", sources,
            source => source.Policy.Newest is [var newest, ..] ? newest.CompletedAt.ToUnixTimeSeconds() : null);
        WriteSizes(text, sources);
        WriteDurations(text, sources);
        WritePoints(text, sources);
        WriteRestores(text, sources);
    }

    private static void WriteSizes(PrometheusText text, IReadOnlyList<SourceEvidence> sources)
    {
        text.Family(Size, "gauge", "Size of the newest whole backup, as the source wrote it and as it is stored.");
        foreach (var source in sources.Where(source => source.Policy.Newest.Count > 0))
        {
            text.Sample(Size, source.Policy.Newest[0].PlainBytes, [.. MetricText.Labels(source), ("form", "plain")]);
            text.Sample(Size, source.Policy.Newest[0].StoredBytes, [.. MetricText.Labels(source), ("form", "stored")]);
        }

        WriteBand(text, UsualSize, "Bounds of the usual plain size, from earlier backups of the same kind; none while there are too few.", sources, source => source.UsualBytes);
    }

    private static void WriteDurations(PrometheusText text, IReadOnlyList<SourceEvidence> sources)
    {
        text.Each("drc_backup_last_duration_seconds", "How long the newest good run took.", sources, source => source.Record.Times is [var newest, ..] ? newest : null);
        WriteBand(text, UsualDuration, "Bounds of the usual time of a run, from earlier good runs; none while there are too few.", sources, source => source.UsualSeconds);
    }

    private static void WriteBand(PrometheusText text, string name, string help, IReadOnlyList<SourceEvidence> sources, Func<SourceEvidence, NormalBand?> band)
    {
        text.Family(name, "gauge", help);
        foreach (var source in sources)
        {
            text.Sample(name, band(source)?.Low, [.. MetricText.Labels(source), ("bound", "low")]);
            text.Sample(name, band(source)?.High, [.. MetricText.Labels(source), ("bound", "high")]);
        }
    }

    private static void WritePoints(PrometheusText text, IReadOnlyList<SourceEvidence> sources)
    {
        text.Family(Age, "gauge", "Age of the newest recovery point: complete, or proven by a restore. Without any, or while a clock is wrong, there is no sample.");
        foreach (var source in sources)
        {
            text.Sample(Age, source.RpoUnproven?.TotalSeconds, [.. MetricText.Labels(source), ("level", "complete")]);
            text.Sample(Age, source.Rpo?.TotalSeconds, [.. MetricText.Labels(source), ("level", "proven")]);
        }

        text.Each(
            "drc_wal_archive_lag_seconds", "Age of the newest shipped write-ahead log.", sources,
            source => source.Policy.WalShippedUntil is { } until ? Math.Max(0, (source.Now - until).TotalSeconds) : null);
    }

    // The parts of a restore add up to the whole, so that a sum over them is right.
    private static void WriteRestores(PrometheusText text, IReadOnlyList<SourceEvidence> sources)
    {
        text.Family(Restore, "gauge", "Seconds that the newest measured restore took, by part. Machine time alone.");
        foreach (var source in sources.Where(source => source.Rto is not null))
        {
            foreach (var part in source.Rto!.Parts.GroupBy(part => part.Name, StringComparer.Ordinal)) // a restore of several streams has a part more than once
            {
                text.Sample(Restore, part.Sum(one => one.Measured.TotalSeconds), [.. MetricText.Labels(source), ("part", part.Key)]);
            }
        }

        text.Each("drc_restore_estimate_seconds", "The newest measured restore scaled to today's size: the recovery time that would be achieved now.", sources, source => source.Rto?.Total.TotalSeconds);
    }
}
