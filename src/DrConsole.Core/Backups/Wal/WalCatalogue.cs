using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Backups.Format;
using DrConsole.Backups.Policies;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Wal;

/// <summary>
/// Where the database and a store differ about a policy's log: pieces that another node shipped and could not tell any more, or that were shipped after the
/// backup from which the console's database was restored. A hole that is in the rows alone would refuse a recovery that the store allows.
/// </summary>
/// <param name="Untold">Pieces that the store has and the database does not know there; signed by a trusted key, with their object.</param>
/// <param name="Gone">Pieces that the database knows there and the store has not.</param>
/// <param name="Faults">What is not taken over, and why.</param>
internal sealed record WalCatalogue(IReadOnlyList<WalRecord> Untold, IReadOnlyList<WalSegment> Gone, IReadOnlyList<string> Faults)
{
    /// <summary>Compares. Reads of the store only the records that the database does not know.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<WalCatalogue> CompareAsync(DrDbContext db, BackupPolicy policy, Guid storeId, IBackupStore store, TrustedKeys trusted, CancellationToken ct)
    {
        var rows = await db.WalSegments.AsNoTracking().Where(row => row.PolicyId == policy.Id).ToListAsync(ct); // before the listing: what is shipped meanwhile is in neither
        var objects = await WalArchive.ListAsync(store, policy.Source, ct);
        var listed = objects.Keys.Select(key => Place.TryParse(key, policy.Source)).OfType<Place>().ToList();
        var (whole, partial) = (listed.Where(place => !place.IsPartial).ToDictionary(place => place.Row), listed.Where(place => place.IsPartial));
        var known = rows.ToDictionary(row => (row.SystemIdentifier, row.Name));
        var wanted = whole.Values.Where(place => !known.TryGetValue(place.Row, out var row) || !row.StoreIds.Contains(storeId))
            .Concat(partial.Where(place => !whole.ContainsKey(place.Whole) && !known.ContainsKey(place.Whole)).GroupBy(place => place.Row).Select(copies => copies.MaxBy(copy => copy.Key, StringComparer.Ordinal)!));
        var read = await WalArchive.ReadAsync(store, objects, wanted.Select(place => place.Key), trusted, ct);
        return new([.. read.Records.Where(record => IsNews(record, known, storeId))], await GoneAsync(rows.Where(row => row.StoreIds.Contains(storeId)), whole, policy.Source, store, ct), read.Faults);
    }

    /// <summary>Makes the database say what the store says. What the store lost stays in the audit chain: nobody takes log away unnoticed.</summary>
    /// <exception cref="NotPermittedException">The actor lacks the right.</exception>
    public async Task ApplyAsync(AuditedChanges changes, Actor actor, Right right, BackupPolicy policy, Guid storeId, string storeName, TimeProvider clock, CancellationToken ct)
    {
        if (Untold.Count == 0 && Gone.Count == 0)
        {
            return;
        }

        _ = await changes.ApplyAsync(actor, Guid.CreateVersion7(clock.GetUtcNow()), right, async change =>
        {
            foreach (var record in Untold)
            {
                await WalRows.NoteAsync(change.Db, policy.Id, record, [storeId], ct);
            }

            await WalRows.ForgetAsync(change.Db, policy.Id, storeId, Gone.Select(row => (row.SystemIdentifier, row.Name)), ct);
            change.Record(AuditChain.Console, "backup.catalogue.log_rebuilt", new
            {
                storeId, store = storeName, policyId = policy.Id, policy = policy.Name, added = Untold.Count, gone = Gone.Select(row => row.Name),
            });
            change.Signal(Topic.Backups);
            return true;
        }, ct);
    }

    // A row knows the latest copy of a segment under way alone: an older one that a store is left with is no news.
    private static bool IsNews(WalRecord record, Dictionary<(string, string), WalSegment> known, Guid storeId) =>
        record.Kind != WalKind.Partial || !known.TryGetValue((record.SystemIdentifier, WalRows.NameOf(record.Name, isPartial: true)), out var row)
            || record.CoversUntil > row.CoversUntil || (record.CoversUntil == row.CoversUntil && !row.StoreIds.Contains(storeId));

    // Asked for once more by its key: a listing may be older than what was just written. Of a segment under way the next copy tells.
    private static async Task<IReadOnlyList<WalSegment>> GoneAsync(
        IEnumerable<WalSegment> rows, Dictionary<(string, string), Place> whole, string source, IBackupStore store, CancellationToken ct)
    {
        var gone = new List<WalSegment>();
        foreach (var row in rows.Where(row => !whole.ContainsKey((row.SystemIdentifier, row.Name)) && !row.Name.EndsWith(WalName.PartialEnding, StringComparison.Ordinal)))
        {
            if (await store.FindAsync(WalRecord.Folder(source, row.SystemIdentifier, row.Timeline) + row.Name + WalRecord.Ending, ct) is null)
            {
                gone.Add(row);
            }
        }

        return gone;
    }

    /// <summary>What the key of a record says of it.</summary>
    private sealed record Place(string Key, string SystemIdentifier, string Name, bool IsPartial)
    {
        public (string, string) Row => (SystemIdentifier, WalRows.NameOf(Name, IsPartial));

        public (string, string) Whole => (SystemIdentifier, Name);

        /// <summary>Null for what lies where no record of ours does: anybody may have put it there.</summary>
        public static Place? TryParse(string key, string source)
        {
            if (!key.EndsWith(WalRecord.Ending, StringComparison.Ordinal) || key[WalRecord.Prefix(source).Length..].Split('/') is not [var system, { Length: 8 } timeline, var file]
                || !file.StartsWith(timeline, StringComparison.Ordinal))
            {
                return null;
            }

            var middle = file.IndexOf(WalRecord.PartialMiddle, StringComparison.Ordinal);
            return new(key, system, middle < 0 ? file[..^WalRecord.Ending.Length] : file[..middle], middle >= 0);
        }
    }
}
