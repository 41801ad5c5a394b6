namespace DrConsole.Backups.Wal;

/// <summary>
/// Tells from records alone which instants can be recovered from which base backup, and where log is missing. PostgreSQL itself cannot:
/// where a segment is missing its recovery ends early, promotes and reports success.
/// </summary>
public static class WalContinuity
{
    /// <summary>Examines the log of one source, perhaps of several clusters one after the other.</summary>
    public static WalReport Examine(IReadOnlyCollection<WalRecord> records, IReadOnlyCollection<BasePoint> bases)
    {
        var clusters = records.GroupBy(record => record.SystemIdentifier, StringComparer.Ordinal)
            .Select(group => new WalLineage(group.Key, [.. group])).ToDictionary(lineage => lineage.SystemIdentifier, StringComparer.Ordinal);
        var windows = new List<RecoveryWindow>();
        var unusable = new List<BasePoint>();
        foreach (var point in bases.OrderBy(point => point.ConsistentAt))
        {
            var found = clusters.TryGetValue(point.SystemIdentifier, out var lineage) ? lineage.WindowsOf(point) : [];
            windows.AddRange(found);
            if (found.Count == 0 && point.HasOwnWal)
            {
                windows.Add(new(point, [point.Timeline], point.ConsistentAt, point.ConsistentAt, point.EndLsn, EndsAtGap: lineage is not null));
            }
            else if (found.Count == 0)
            {
                unusable.Add(point);
            }
        }

        return new(windows, [.. clusters.Values.SelectMany(lineage => lineage.Gaps())], unusable, [.. clusters.Values.SelectMany(lineage => lineage.Stretches)]);
    }
}
