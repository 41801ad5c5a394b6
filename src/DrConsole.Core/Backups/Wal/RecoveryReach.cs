using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Wal;

/// <summary>
/// To which instants a base backup can be recovered from one store, as the database knows it: fast, and enough to refuse what cannot be before anybody
/// waits for it. The restore itself decides by the signed records in the store.
/// </summary>
/// <param name="Report">Null where the database cannot tell: log of several timelines, or of a console that was lost.</param>
public sealed record RecoveryReach(Guid StoreId, string StoreName, BasePoint Base, WalReport? Report)
{
    /// <summary>Reads it for each store that has the backup whole; empty for a backup that is no base backup.</summary>
    public static async Task<IReadOnlyList<RecoveryReach>> OfAsync(DrDbContext db, Backup backup, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(backup);
        if (JsonSerializer.Deserialize<Manifest>(backup.Manifest, CanonicalJson.Options) is not { Facts.Wal: { } wal } manifest || BasePoint.Of(manifest) is not { } point)
        {
            return [];
        }

        var rows = await db.WalSegments.AsNoTracking().Where(row => row.PolicyId == backup.PolicyId && row.SystemIdentifier == wal.SystemIdentifier).ToListAsync(ct);
        var stores = await db.BackupCopies.AsNoTracking().Where(copy => copy.BackupId == backup.Id && copy.State == CopyState.Present)
            .Join(db.Stores, copy => copy.StoreId, store => store.Id, (copy, store) => new { store.Id, store.Name }).OrderBy(store => store.Name).ToListAsync(ct);
        return [.. stores.Select(store => new RecoveryReach(store.Id, store.Name, point, ReportOf([.. rows.Where(row => row.StoreIds.Contains(store.Id))], backup, wal.SegmentBytes, point)))];
    }

    /// <summary>Makes sure that one of the stores reaches an instant.</summary>
    /// <param name="until">Null is the end of what was shipped.</param>
    /// <exception cref="RefusedException">None does; the message names the gap and what can be recovered.</exception>
    public static void EnsureAny(IReadOnlyCollection<RecoveryReach> reaches, DateTimeOffset? until)
    {
        ArgumentNullException.ThrowIfNull(reaches);
        RefusedException? first = null;
        foreach (var reach in reaches)
        {
            if (reach.RefusalOf(until) is not { } refusal)
            {
                return;
            }

            first ??= refusal;
        }

        if (first is not null)
        {
            throw first;
        }
    }

    /// <summary>Why an instant cannot be recovered from this store; null when it can, or when only the store can tell.</summary>
    public RefusedException? RefusalOf(DateTimeOffset? until)
    {
        if (Report is null)
        {
            return null;
        }

        try
        {
            _ = RecoveryChoice.Choose(Report, until);
            return null;
        }
        catch (RefusedException refusal)
        {
            return refusal;
        }
    }

    // Rows belong to a policy. The history of timelines lies in the store alone: where a server was recovered or failed over, rows cannot tell which way the log goes.
    private static WalReport? ReportOf(List<WalSegment> rows, Backup backup, int segmentBytes, BasePoint point) =>
        backup.PolicyId is null || rows.Exists(row => row.Timeline != point.Timeline) || (rows.Count == 0 && !point.HasOwnWal)
            ? null
            : WalContinuity.Examine(WalRows.Outlines(rows, backup.Source, segmentBytes), [point]);
}
