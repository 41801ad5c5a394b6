namespace DrConsole.Backups.Wal.Pruning;

/// <summary>
/// Tells log that a kept base backup needs from log that none can use any more. A base backup needs the log of its own timeline from where it began,
/// and every later timeline from there on, because those leave it later. Earlier timelines end before it.
/// </summary>
internal static class WalNeed
{
    /// <summary>
    /// Needless pieces, in the order in which they may go: of each cluster the earlier timelines first, of each timeline the oldest. So what stays has no gap that was not there
    /// before: on each timeline its beginning is missing, and never while its parent's end is there.
    /// </summary>
    public static IReadOnlyList<WalPiece> Unneeded(WalRetentionCase the)
    {
        if (the.Bases.Count == 0)
        {
            return []; // nobody knows from where on it is needed
        }

        var oldest = the.Bases.Min(kept => kept.Point.ConsistentAt);
        return
        [
            .. the.Pieces.GroupBy(piece => piece.Line)
                .OrderBy(line => line.Key.SystemIdentifier, StringComparer.Ordinal).ThenBy(line => line.Key.Timeline)
                .SelectMany(line => OfLine(the, [.. line], oldest)),
        ];
    }

    private static IEnumerable<WalPiece> OfLine(WalRetentionCase the, List<WalPiece> line, DateTimeOffset oldest)
    {
        var (system, timeline) = line[0].Line;
        var same = the.Bases.Where(kept => kept.Point.SystemIdentifier == system).ToList();

        // No kept base backup leads here: it was left behind, by a failover or another server. Its age alone decides, and generously, for a base backup may be under way.
        var isLeft = !same.Exists(kept => kept.Point.Timeline <= timeline) && line.Max(piece => piece.SealedAt) + the.Grace < oldest;
        var log = line.Where(piece => piece.Name.Kind != WalKind.History).OrderBy(piece => piece.Name.Segment).ThenBy(piece => piece.Name.Kind)
            .TakeWhile(piece => isLeft || (same.Count > 0 && same.TrueForAll(kept => piece.End <= kept.Point.StartLsn.SegmentStart(piece.SegmentBytes)))).ToList();

        // A timeline's history is needed as long as the timeline can be recovered to.
        return isLeft ? log.Concat(line.Where(piece => piece.Name.Kind == WalKind.History)) : log;
    }
}
