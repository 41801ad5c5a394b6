namespace DrConsole.Backups.Wal;

/// <summary>The log of one cluster: stretches without holes on each timeline, and where timelines leave their parents.</summary>
internal sealed class WalLineage
{
    private readonly Dictionary<int, List<WalStretch>> _stretches;
    private readonly Dictionary<int, (int Parent, Lsn At)> _parents;

    public WalLineage(string systemIdentifier, IReadOnlyList<WalRecord> records)
    {
        SystemIdentifier = systemIdentifier;
        _stretches = records.Where(record => record.Kind != WalKind.History).GroupBy(record => record.Timeline).ToDictionary(group => group.Key, Join);
        _parents = records.Where(record => record.Kind == WalKind.History && record.History.Count > 0)
            .ToDictionary(record => record.Timeline, record => (record.History[^1].Ancestor, Lsn.Parse(record.History[^1].At)));
    }

    public string SystemIdentifier { get; }

    /// <summary>The timeline that a timeline left, and where; null for one without a history file.</summary>
    public (int Parent, Lsn At)? ParentOf(int timeline) => _parents.TryGetValue(timeline, out var parent) ? parent : null;

    public IEnumerable<WalStretch> Stretches => _stretches.Values.SelectMany(list => list).OrderBy(stretch => stretch.Timeline).ThenBy(stretch => stretch.From);

    /// <summary>Every way on from a base backup: along its own timeline, and along each timeline that branches off where the log reaches.</summary>
    public IReadOnlyList<RecoveryWindow> WindowsOf(BasePoint point)
    {
        var windows = new List<RecoveryWindow>();
        Follow(point, [point.Timeline], point.HasOwnWal ? point.EndLsn : point.StartLsn, windows);
        return windows;
    }

    public IEnumerable<WalGap> Gaps()
    {
        foreach (var (timeline, list) in _stretches)
        {
            for (var index = 1; index < list.Count; index++)
            {
                yield return GapBetween(list[index - 1], list[index].From);
            }

            if (_parents.TryGetValue(timeline, out var parent) && GapAtSwitch(list[0], parent.Parent, parent.At) is { } gap)
            {
                yield return gap;
            }
        }
    }

    private void Follow(BasePoint point, IReadOnlyList<int> path, Lsn from, List<RecoveryWindow> windows)
    {
        var timeline = path[^1];
        var list = _stretches.GetValueOrDefault(timeline) ?? [];
        if (list.Find(stretch => stretch.From <= from && from < stretch.To) is not { } stretch)
        {
            return;
        }

        if (stretch.To >= point.EndLsn && stretch.CoversUntil >= point.ConsistentAt)
        {
            windows.Add(new(point, path, point.ConsistentAt, stretch.CoversUntil, stretch.CoversLsn, list[^1] != stretch));
        }

        // A child's first segment repeats its parent's beginning of it: the parent's log must reach only to where that segment begins.
        foreach (var (child, (parent, at)) in _parents)
        {
            if (parent == timeline && at >= point.EndLsn && at >= from && at.SegmentStart(stretch.SegmentBytes) <= stretch.To)
            {
                Follow(point, [.. path, child], at.SegmentStart(stretch.SegmentBytes), windows);
            }
        }
    }

    private WalGap? GapAtSwitch(WalStretch first, int parent, Lsn at)
    {
        var begin = at.SegmentStart(first.SegmentBytes);
        var last = _stretches.GetValueOrDefault(parent)?.FindLast(stretch => stretch.From <= begin);
        if (last is not null && first.From > begin) // where the parent's log is gone too, both were removed by retention
        {
            return new(SystemIdentifier, first.Timeline, begin, first.From, DateTimeOffset.MinValue, first.SegmentBytes);
        }

        return last is not null && last.To < begin ? GapBetween(last, begin) : null;
    }

    private WalGap GapBetween(WalStretch before, Lsn to) => new(SystemIdentifier, before.Timeline, before.To, to, before.CoversUntil, before.SegmentBytes);

    private List<WalStretch> Join(IEnumerable<WalRecord> records)
    {
        var stretches = new List<WalStretch>();
        foreach (var copies in records.GroupBy(record => record.Name, StringComparer.Ordinal).OrderBy(copies => copies.Key, StringComparer.Ordinal))
        {
            var record = Best(copies);
            var (until, lsn) = (copies.Max(copy => copy.CoversUntil), copies.Max(copy => Lsn.Parse(copy.CoversLsn!)));
            var (start, end) = (Lsn.Parse(record.StartLsn!), Lsn.Parse(record.EndLsn!));
            if (stretches is [.., var last] && last.To == start)
            {
                stretches[^1] = last with { To = end, CoversUntil = until > last.CoversUntil ? until : last.CoversUntil, CoversLsn = lsn > last.CoversLsn ? lsn : last.CoversLsn };
            }
            else
            {
                stretches.Add(new(SystemIdentifier, record.Timeline, start, end, until, lsn, record.SegmentBytes));
            }
        }

        return stretches;
    }

    // The closed segment before any partial copy; of those the one that reaches farthest, then the youngest.
    public static WalRecord Best(IEnumerable<WalRecord> ofOneSegment) =>
        ofOneSegment.OrderBy(record => record.Kind == WalKind.Segment ? 0 : 1).ThenByDescending(record => Lsn.Parse(record.EndLsn!)).ThenByDescending(record => record.CoversUntil).First();
}
