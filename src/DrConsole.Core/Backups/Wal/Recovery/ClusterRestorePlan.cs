using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>What a recovery will read, decided before anything is written.</summary>
/// <param name="Log">Records to fetch, in the order in which they are replayed; history files first.</param>
/// <param name="UntilLsn">Where the replay must arrive at least.</param>
public sealed record ClusterRestorePlan(BaseBackup Base, RecoveryWindow Window, IReadOnlyList<WalRecord> Log, Lsn UntilLsn, IReadOnlyList<string> Remarks)
{
    /// <summary>Bytes that the target and the folder beside it need at least.</summary>
    public long NeededBytes => PlainBytes;

    /// <summary>All recipients of what will be read.</summary>
    public IReadOnlyList<string> Recipients => [.. Base.Manifest.Recipients.Concat(Log.SelectMany(record => record.Recipients)).Distinct(StringComparer.Ordinal)];

    /// <summary>Plain bytes to fetch.</summary>
    public long PlainBytes => Base.Manifest.PlainBytes + Log.Sum(record => record.PlainBytes);

    /// <summary>Bytes to fetch from the store.</summary>
    public long FetchedBytes => Base.Manifest.StoredBytes + Log.Sum(record => record.StoredBytes);

    /// <summary>Reads the store's records and decides.</summary>
    /// <exception cref="RefusedException">The instant cannot be recovered; the message says why and what can be.</exception>
    public static async Task<ClusterRestorePlan> MakeAsync(ClusterRestoreRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var archive = await WalArchive.ReadAsync(request.Store, request.Source, request.Trusted, ct);
        var points = request.Bases.Select(candidate => BasePoint.Of(candidate.Manifest)).OfType<BasePoint>().ToList();
        if (points.Count == 0)
        {
            throw new RefusedException("base_missing", $"There is no physical base backup of {request.Source} here. A logical backup cannot be recovered to an instant; restore it into a server.");
        }

        var window = Choose(request, archive, WalContinuity.Examine(archive.Records, points));
        var chosen = request.Bases.Single(candidate => candidate.Manifest.BackupId == window.Base.BackupId);
        var log = Needed(archive.Records, window, request.Until).ToList();
        var reach = request.Until is { } until && log.Find(record => record.Kind != WalKind.History && record.CoversUntil >= until) is { } covering ? Lsn.Parse(covering.CoversLsn!) : window.UntilLsn;
        return new(chosen, window, log, request.Until is null ? window.UntilLsn : reach, archive.Faults);
    }

    private static RecoveryWindow Choose(ClusterRestoreRequest request, WalArchive archive, WalReport report)
    {
        try
        {
            return request is { StopsAtGap: true, Until: null } && report.Windows.Count > 0
                ? report.Windows.OrderBy(window => window.Until).ThenBy(window => window.Timeline).Last()
                : RecoveryChoice.Choose(report, request.Until, request.Timeline);
        }
        catch (RefusedException refusal) when (archive.Faults.Count > 0)
        {
            throw new RefusedException(refusal.Code,
                $"{refusal.Message} {archive.Faults.Count.ToString(CultureInfo.InvariantCulture)} object(s) of the log do not count: {string.Join(' ', archive.Faults.Take(3))}");
        }
    }

    // Each segment from the latest timeline on the way that holds it, as PostgreSQL itself reads.
    private static IEnumerable<WalRecord> Needed(IReadOnlyList<WalRecord> records, RecoveryWindow window, DateTimeOffset? until)
    {
        var own = records.Where(record => record.SystemIdentifier == window.Base.SystemIdentifier).ToList();
        var lineage = new WalLineage(window.Base.SystemIdentifier, own);
        foreach (var history in own.Where(record => record.Kind == WalKind.History && record.Timeline <= window.Timeline))
        {
            yield return history;
        }

        var beyond = 0;
        for (var index = 0; index < window.Timelines.Count; index++)
        {
            var from = index == 0 ? window.Base.HasOwnWal ? window.Base.EndLsn : window.Base.StartLsn : lineage.ParentOf(window.Timelines[index])!.Value.At;
            Lsn? to = index + 1 < window.Timelines.Count ? lineage.ParentOf(window.Timelines[index + 1])!.Value.At : null;
            foreach (var record in Segments(own, window.Timelines[index], from, to))
            {
                yield return record;
                beyond += until is { } instant && record.CoversUntil > instant ? 1 : 0;
                if (beyond > 1)
                {
                    yield break; // recovery ends at the first commit behind the instant, which was written by now
                }
            }
        }
    }

    private static IEnumerable<WalRecord> Segments(List<WalRecord> own, int timeline, Lsn from, Lsn? to)
    {
        Lsn? next = null;
        foreach (var record in own.Where(record => record.Timeline == timeline && record.Kind != WalKind.History).GroupBy(record => record.Name, StringComparer.Ordinal)
            .Select(WalLineage.Best).OrderBy(record => Lsn.Parse(record.StartLsn!)))
        {
            var start = Lsn.Parse(record.StartLsn!);
            if (start >= from.SegmentStart(record.SegmentBytes) && (to is not { } end || start < end.SegmentStart(record.SegmentBytes)) && (next is null || next == start))
            {
                next = Lsn.Parse(record.EndLsn!);
                yield return record;
            }
        }
    }
}
