using System.Globalization;
using DrConsole.Backups.Format;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Backups.Wal.Pruning;

/// <summary>
/// Removes log from one store, after looking there: what lies in the store decides, not what the database remembers. A signed receipt is written first, then
/// each record goes before its object, so that a crash leaves only objects that do not count.
/// </summary>
internal sealed class WalRemoval(IBackupStore store, string source, TrustedKeys trusted, ManifestSigner signer)
{
    /// <summary>The plan as the store's own records and base backups make it.</summary>
    /// <exception cref="RefusedException">The store does not hold what the database says; nothing was removed.</exception>
    public async Task<(WalRetentionPlan Plan, WalArchive Archive)> LookAsync(WalRetentionCase the, CancellationToken ct)
    {
        var archive = await WalArchive.ReadAsync(store, source, trusted, ct);
        var bases = the.Bases.ToDictionary(kept => kept.Point.BackupId, kept => kept with { IsProven = false });
        await foreach (var found in new StoreCatalogue().ListAsync(store, trusted, source, ct))
        {
            if (found.State == CatalogueState.Damaged && found.Manifest is null)
            {
                throw new RefusedException("base_unreadable", $"{found.Folder} cannot be read ({found.Fault}), and it may need the log. Repair it from another store, or remove it.");
            }

            // Base backups that the console does not know of keep their log too.
            if (found.Manifest is { } manifest && BasePoint.Of(manifest) is { } point)
            {
                var isProven = found is { State: CatalogueState.Complete, Signature: SignatureVerdict.Trusted } && the.Bases.Any(kept => kept.IsProven && kept.Point.BackupId == point.BackupId)
                    && WalContinuity.Examine(archive.Records, [point]).Windows.Count > 0;
                bases[point.BackupId] = new(point, isProven);
            }
        }

        var plan = WalRetentionPlan.Make(the with { Bases = [.. bases.Values], Pieces = [.. archive.Records.Select(WalPiece.Of).OfType<WalPiece>()] });
        return plan.IsStopped ? throw new RefusedException("no_survivor", $"{plan.Why} Verify the base backups of {source}.") : (plan, archive);
    }

    /// <summary>Removes. Returns what went, and how many pieces the store's lock keeps.</summary>
    public async Task<(IReadOnlyList<WalPiece> Gone, int Locked)> RunAsync(WalRetentionPlan plan, WalArchive archive, DateTimeOffset now, CancellationToken ct)
    {
        await WriteReceiptAsync(plan, now, ct);
        CrashPoint.Reach("retention.after-note");
        var records = archive.Records.Select(record => (Piece: WalPiece.Of(record), Record: record)).Where(pair => pair.Piece is not null).ToLookup(pair => pair.Piece!, pair => pair.Record);
        var (gone, locked) = (new List<WalPiece>(), 0);
        var closed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var piece in plan.Deleted)
        {
            // Behind a locked piece the cluster's log stays as it is: a hole would look like lost log.
            if (closed.Contains(piece.SystemIdentifier) || !await RemoveAsync(records[piece], ct))
            {
                closed.Add(piece.SystemIdentifier);
                locked++;
                continue;
            }

            gone.Add(piece);
        }

        CrashPoint.Reach("retention.after-delete");
        return (gone, locked);
    }

    /// <summary>
    /// Ends what a node did not that was killed while it removed, or before it had written that it did: takes away objects whose record went. Returns what is not in the store
    /// any more, of log that may go by what the database knows.
    /// </summary>
    public async Task<IReadOnlyList<WalPiece>> EndEarlierAsync(IReadOnlyList<WalPiece> due, WalArchive archive, CancellationToken ct)
    {
        var there = archive.Records.Select(WalPiece.Of).OfType<WalPiece>().Select(piece => (piece.Line, piece.File)).ToHashSet();
        var gone = due.Where(piece => !there.Contains((piece.Line, piece.File))).ToList();
        foreach (var line in gone.GroupBy(piece => piece.Line))
        {
            var folder = WalRecord.Folder(source, line.Key.SystemIdentifier, line.Key.Timeline);
            var keys = new List<string>();
            await foreach (var found in store.ListAsync(folder, ct))
            {
                keys.Add(found.Key);
            }

            foreach (var left in line.Select(piece => keys.Where(key => key.StartsWith(folder + SegmentOf(piece), StringComparison.Ordinal)).ToList()))
            {
                // Beside a record, even one that nobody believes, all stays for whoever looks into it.
                foreach (var key in left.Exists(key => key.EndsWith(WalRecord.Ending, StringComparison.Ordinal)) ? [] : left)
                {
                    await store.DeleteAsync(key, ct);
                }
            }
        }

        return gone;
    }

    private static string SegmentOf(WalPiece piece) => piece.Name.Kind == WalKind.History ? piece.File : (piece.Name with { Kind = WalKind.Segment }).File(piece.SegmentBytes);

    private async Task<bool> RemoveAsync(IEnumerable<WalRecord> records, CancellationToken ct)
    {
        try
        {
            foreach (var record in records)
            {
                await store.DeleteAsync(record.Folder() + record.RecordFile(), ct);
                await store.DeleteAsync(record.Folder() + record.File, ct);
            }

            return true;
        }
        catch (StoreException locked) when (locked.Fault == StoreFault.Locked)
        {
            return false;
        }
    }

    private async Task WriteReceiptAsync(WalRetentionPlan plan, DateTimeOffset now, CancellationToken ct)
    {
        var key = $"{StoreLayout.Receipts}{source}/wal-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}.json";
        var note = new WalReceiptNote(source, now, plan.Why, plan.Survivors, [.. plan.Deleted.GroupBy(piece => piece.Line).Select(WalReceiptLine.Of)], "DR Console, retention");
        if (!await SignedRecords.WriteAsync(store, key, note, signer, ct) && await SignedRecords.FindAsync<WalReceiptNote>(store, key, trusted, ct) is null)
        {
            throw new RefusedException("receipt_in_the_way", $"{key} is in the store already and is no receipt that this console trusts, so nothing was removed. Find out who wrote it.");
        }
    }
}

/// <summary>Log was removed, or is just being removed.</summary>
/// <param name="Survivors">Proven base backups of the source in the same store, none of which needs it.</param>
internal sealed record WalReceiptNote(string Source, DateTimeOffset At, string Rule, IReadOnlyList<Guid> Survivors, IReadOnlyList<WalReceiptLine> Removed, string By);

/// <summary>What went of one timeline.</summary>
internal sealed record WalReceiptLine(string SystemIdentifier, int Timeline, string First, string Last, int Count, long StoredBytes)
{
    public static WalReceiptLine Of(IEnumerable<WalPiece> pieces)
    {
        var all = pieces.ToList();
        return new(all[0].SystemIdentifier, all[0].Name.Timeline, all[0].File, all[^1].File, all.Count, all.Sum(piece => piece.StoredBytes));
    }
}
