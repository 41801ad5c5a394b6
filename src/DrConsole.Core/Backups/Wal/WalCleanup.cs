namespace DrConsole.Backups.Wal;

/// <summary>Takes away from this machine what every store has, or what nobody needs any more.</summary>
internal static class WalCleanup
{
    public static void Run(List<WalItem> items, WalFolder received, int segmentBytes, int stores)
    {
        Supersede(items);
        var names = received.Names(segmentBytes);
        DropFinishedPartials(names, received, segmentBytes);

        // pg_receivewal goes on behind the last closed segment that it finds, so that one stays.
        var last = names.LastOrDefault(name => name.Kind == WalKind.Segment);
        foreach (var item in items.Where(item => item is { IsSuperseded: false, IsAtRest: true } && item.Stores.Count >= stores).ToList())
        {
            if (item.Record.Kind == WalKind.Segment && WalName.TryParse(item.Record.Name, segmentBytes) is { } name)
            {
                if (name != last)
                {
                    received.Delete(name, segmentBytes);
                    items.Remove(item);
                }

                DropSealed(item);
            }
            else if (item.Record.Kind == WalKind.History)
            {
                DropSealed(item); // the file itself stays beside the receiver, which looks for it; it is a line long
            }
        }

        // One that is on its way to a slow store stays until it is there: a store that is always one copy behind would otherwise never count as having any.
        foreach (var item in items.Where(item => item is { IsSuperseded: true, IsAtRest: true }).ToList())
        {
            items.Remove(item);
            File.Delete(item.Piece.RecordPath);
            if (!items.Exists(other => other.Record.File == item.Record.File))
            {
                File.Delete(item.Piece.ObjectPath);
            }
        }
    }

    private static void Supersede(List<WalItem> items)
    {
        foreach (var partial in items.Where(item => item.Record.Kind == WalKind.Partial && IsHeldBy(items, item.Record)))
        {
            partial.Supersede();
        }
    }

    private static bool IsHeldBy(List<WalItem> items, WalRecord partial) => items.Exists(other =>
        (other.Record.Name == partial.Name && other.Record.SystemIdentifier == partial.SystemIdentifier
            && (other.Record.Kind == WalKind.Segment || (other.Record.Kind == WalKind.Partial && other.Record.CoversUntil > partial.CoversUntil)))
        || IsBehind(other.Record, partial));

    // A segment was closed behind it, so its own was closed and shipped before; or a copy on a later timeline repeats it.
    private static bool IsBehind(WalRecord other, WalRecord partial) =>
        other.Kind != WalKind.History && other.SystemIdentifier == partial.SystemIdentifier && other.Timeline == partial.Timeline
        && Lsn.Parse(other.StartLsn!) > Lsn.Parse(partial.StartLsn!) && other.CoversUntil > partial.CoversUntil;

    // Where a timeline ended, its last segment stays under way for ever: the next timeline's first segment repeats it.
    private static void DropFinishedPartials(IReadOnlyList<WalName> names, WalFolder received, int segmentBytes)
    {
        foreach (var name in names.Where(name => name.Kind == WalKind.Partial && names.Any(later => later.Kind == WalKind.Segment && later.Timeline > name.Timeline && later.Segment >= name.Segment)))
        {
            received.Delete(name, segmentBytes);
        }
    }

    private static void DropSealed(WalItem item)
    {
        File.Delete(item.Piece.RecordPath);
        File.Delete(item.Piece.ObjectPath);
    }
}
