using DrConsole.Backups.Policies;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Wal;

/// <summary>Writes what was shipped into the database, where every node and page sees it. The stores stay the truth.</summary>
internal sealed class WalRows(IDbContextFactory<DrDbContext> contexts)
{
    /// <summary>
    /// Notes a piece and who has it. Telling it again changes nothing. A later copy of the segment under way takes the place of an earlier one, and what is told of an
    /// earlier one afterwards counts no more: a store that has the earlier copy alone does not reach as far as the row says.
    /// </summary>
    public async Task NoteAsync(Guid policyId, WalRecord record, IReadOnlyList<Guid> stores, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await NoteAsync(db, policyId, record, stores, ct);
    }

    /// <inheritdoc cref="NoteAsync(Guid, WalRecord, IReadOnlyList{Guid}, CancellationToken)"/>
    public static async Task NoteAsync(DrDbContext db, Guid policyId, WalRecord record, IReadOnlyList<Guid> stores, CancellationToken ct)
    {
        var name = NameOf(record.Name, record.Kind == WalKind.Partial);
        var ids = stores.ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO wal_segment (policy_id, name, system_identifier, timeline, shipped_at, covers_until, stored_bytes, store_ids)
            VALUES ({policyId}, {name}, {record.SystemIdentifier}, {record.Timeline}, {record.SealedAt}, {record.CoversUntil}, {record.StoredBytes}, {ids})
            ON CONFLICT (policy_id, system_identifier, name) DO UPDATE SET
                shipped_at = GREATEST(wal_segment.shipped_at, excluded.shipped_at), covers_until = GREATEST(wal_segment.covers_until, excluded.covers_until), stored_bytes = excluded.stored_bytes,
                store_ids = CASE WHEN wal_segment.name LIKE '%.partial' AND excluded.covers_until > wal_segment.covers_until THEN excluded.store_ids
                    ELSE ARRAY(SELECT DISTINCT unnest(wal_segment.store_ids || excluded.store_ids)) END
            WHERE wal_segment.name NOT LIKE '%.partial' OR excluded.covers_until >= wal_segment.covers_until
            """, ct);
        if (record.Kind == WalKind.Segment)
        {
            var partial = NameOf(record.Name, isPartial: true);
            await db.WalSegments.Where(row => row.PolicyId == policyId && row.SystemIdentifier == record.SystemIdentifier && row.Name == partial).ExecuteDeleteAsync(ct);
        }
    }

    /// <summary>Notes that a store has some pieces no more. What no store has is forgotten.</summary>
    public static async Task ForgetAsync(DrDbContext db, Guid policyId, Guid storeId, IEnumerable<(string SystemIdentifier, string Name)> pieces, CancellationToken ct)
    {
        foreach (var system in pieces.GroupBy(piece => piece.SystemIdentifier, piece => piece.Name, StringComparer.Ordinal))
        {
            var names = system.ToArray();
            await db.Database.ExecuteSqlAsync(
                $"UPDATE wal_segment SET store_ids = array_remove(store_ids, {storeId}) WHERE policy_id = {policyId} AND system_identifier = {system.Key} AND name = ANY({names})", ct);
            await db.WalSegments.Where(row => row.PolicyId == policyId && row.SystemIdentifier == system.Key && names.Contains(row.Name) && row.StoreIds.Length == 0).ExecuteDeleteAsync(ct);
        }
    }

    /// <summary>How a row names a piece.</summary>
    public static string NameOf(string segment, bool isPartial) => isPartial ? segment + WalName.PartialEnding : segment;

    /// <summary>How far a policy's log was shipped to at least one store; null before the first piece.</summary>
    public async Task<(DateTimeOffset CoversUntil, DateTimeOffset ShippedAt)?> LatestAsync(Guid policyId, string? systemIdentifier, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = db.WalSegments.AsNoTracking().Where(row => row.PolicyId == policyId && (systemIdentifier == null || row.SystemIdentifier == systemIdentifier));
        var latest = await rows.GroupBy(_ => 1).Select(all => new { Covers = all.Max(row => row.CoversUntil), Shipped = all.Max(row => row.ShippedAt) }).SingleOrDefaultAsync(ct);
        return latest is null ? null : (latest.Covers, latest.Shipped);
    }

    /// <summary>Until when the log covers in each store of a policy; without the stores that have none.</summary>
    /// <param name="from">Counts only what a recovery from this base backup reaches, without a hole; null counts whatever was shipped.</param>
    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> ReachedAsync(BackupPolicy policy, string systemIdentifier, BasePoint? from, int segmentBytes, CancellationToken ct)
    {
        var reached = new Dictionary<Guid, DateTimeOffset>();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = db.WalSegments.AsNoTracking().Where(row => row.PolicyId == policy.Id && row.SystemIdentifier == systemIdentifier);
        if (from is null)
        {
            foreach (var store in policy.StoreIds)
            {
                if (await rows.Where(row => row.StoreIds.Contains(store)).MaxAsync(row => (DateTimeOffset?)row.CoversUntil, ct) is { } until)
                {
                    reached.Add(store, until);
                }
            }

            return reached;
        }

        var first = WalName.Of(from.Timeline, from.StartLsn, segmentBytes).File(segmentBytes);
        var behind = (await rows.Where(row => row.Timeline == from.Timeline).ToListAsync(ct)).FindAll(row => string.CompareOrdinal(row.Name, first) >= 0);
        foreach (var store in policy.StoreIds)
        {
            var report = WalContinuity.Examine(Outlines(behind.Where(row => row.StoreIds.Contains(store)), policy.Source, segmentBytes), [from]);
            if (report.Windows is [_, ..] windows)
            {
                reached.Add(store, windows.Max(window => window.Until));
            }
        }

        return reached;
    }

    /// <summary>The log of a policy as far as its rows tell, in the form in which continuity is examined: what lies in one store.</summary>
    public async Task<ILookup<Guid, WalRecord>> RecordsAsync(Guid policyId, string source, int segmentBytes, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.WalSegments.AsNoTracking().Where(row => row.PolicyId == policyId).ToListAsync(ct);
        return rows.SelectMany(row => row.StoreIds).Distinct()
            .SelectMany(store => Outlines(rows.Where(row => row.StoreIds.Contains(store)), source, segmentBytes).Select(record => (Store: store, Record: record)))
            .ToLookup(pair => pair.Store, pair => pair.Record);
    }

    /// <summary>Rows in the form in which continuity is examined.</summary>
    public static IReadOnlyList<WalRecord> Outlines(IEnumerable<WalSegment> rows, string source, int segmentBytes) =>
        [.. rows.Select(row => (Row: row, Name: WalName.TryParse(row.Name, segmentBytes))).Where(pair => pair.Name is { Kind: not WalKind.History }).Select(pair => Outline(pair.Row, pair.Name!, source, segmentBytes))];

    private static WalRecord Outline(WalSegment row, WalName name, string source, int segmentBytes) => new()
    {
        Source = source, SystemIdentifier = row.SystemIdentifier, Timeline = row.Timeline, Kind = name.Kind, Name = (name with { Kind = WalKind.Segment }).File(segmentBytes), SegmentBytes = segmentBytes,
        StartLsn = name.Start(segmentBytes).ToString(), EndLsn = name.End(segmentBytes).ToString(), CoversUntil = row.CoversUntil, CoversLsn = name.Start(segmentBytes).ToString(), SealedAt = row.ShippedAt,
    };
}
