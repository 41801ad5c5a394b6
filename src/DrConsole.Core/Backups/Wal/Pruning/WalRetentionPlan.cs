using System.Globalization;
using DrConsole.Backups.Retention;

namespace DrConsole.Backups.Wal.Pruning;

/// <summary>
/// Which log goes from one store, and why, in words. Pure, as <see cref="RetentionPlan"/> is for backups, and with its care: nothing that a kept base backup
/// needs, nothing without a proven base backup in the same store, a grace after the mark, at most a quarter within a day, nothing while something freezes the policy.
/// </summary>
public sealed record WalRetentionPlan
{
    /// <summary>Boundaries that are remembered at once, over all marks of a store: what is remembered has its limit, so what is marked has one, and the rest waits and says so.</summary>
    internal const int MostFloors = 10;

    private static readonly TimeSpan MarkEvery = TimeSpan.FromDays(1);

    public required Guid StoreId { get; init; }

    /// <summary>Log that no kept base backup needs, in the order in which it may go.</summary>
    public required IReadOnlyList<WalPiece> Unneeded { get; init; }

    /// <summary>What goes now.</summary>
    public IReadOnlyList<WalPiece> Deleted { get; init; } = [];

    /// <summary>The marks that stand from now on.</summary>
    public IReadOnlyList<WalDeletionMark> Marks { get; init; } = [];

    /// <summary>The mark that is made now.</summary>
    public WalDeletionMark? NewMark { get; init; }

    /// <summary>Something that was marked is kept again.</summary>
    public bool IsLifted { get; init; }

    /// <summary>In words.</summary>
    public required string Why { get; init; }

    /// <summary>It would go, and something that somebody has to put right stops it.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Proven base backups that stay in this store.</summary>
    public IReadOnlyList<Guid> Survivors { get; init; } = [];

    /// <summary>Decides.</summary>
    public static WalRetentionPlan Make(WalRetentionCase the)
    {
        ArgumentNullException.ThrowIfNull(the);
        if (the.Freezes.Count > 0)
        {
            return new() { StoreId = the.StoreId, Unneeded = [], IsLifted = the.Marks.Count > 0, Why = $"Everything is kept: {the.Freezes[0]}." };
        }

        var unneeded = WalNeed.Unneeded(the);
        var plan = new WalRetentionPlan
        {
            StoreId = the.StoreId, Unneeded = unneeded, Marks = Fewest(Standing(the.Marks, unneeded), the.Now), IsLifted = the.Pieces.Except(unneeded).Any(piece => the.Marks.Any(mark => mark.Covers(piece))),
            Why = "No kept base backup needs it.", Survivors = [.. the.Bases.Where(kept => kept.IsProven).Select(kept => kept.Point.BackupId)],
        };
        return unneeded.Count == 0 ? plan with { Why = "All of it is needed by a base backup that is kept." }
            : the.Stops.Count > 0 ? plan with { IsStopped = true, Why = $"No kept base backup needs it. It stays for now: {the.Stops[0]}" }
            : plan.Survivors.Count == 0 ? plan with { IsStopped = true, Why = "No kept base backup needs it. It stays because no base backup in this store was proven." }
            : Remove(the, plan);
    }

    private static WalRetentionPlan Remove(WalRetentionCase the, WalRetentionPlan plan)
    {
        var quarter = Math.Max(1, (the.Pieces.Count + the.RemovedLately) / 4);
        var due = plan.Unneeded.GroupBy(piece => piece.SystemIdentifier, StringComparer.Ordinal).SelectMany(cluster => cluster.TakeWhile(piece => plan.Marks.Any(mark => mark.DeletableAt <= the.Now && mark.Covers(piece)))).ToList();
        var deleted = due.Take(Math.Max(0, quarter - the.RemovedLately)).ToList();
        var fresh = plan.Unneeded.Where(piece => !plan.Marks.Any(mark => mark.Covers(piece))).ToList();
        var room = MostFloors - plan.Marks.Sum(mark => mark.Floors.Count);
        var isNew = fresh.Count > 0 && room > 0 && !plan.Marks.Any(mark => mark.At > the.Now - MarkEvery);
        var made = isNew ? new WalDeletionMark(the.Now, the.Now + the.Grace, [.. FloorsOf(plan.Unneeded).IntersectBy(fresh.Select(piece => piece.Line), floor => floor.Line).Take(room)]) : null;
        var marks = Fewest(Standing([.. plan.Marks, .. made is null ? [] : (WalDeletionMark[])[made]], [.. plan.Unneeded.Except(deleted)]), the.Now);
        var behind = made is null && room > 0 ? 0 : plan.Unneeded.Except(deleted).Count(piece => !marks.Any(mark => mark.Covers(piece)));
        return plan with
        {
            Deleted = deleted, Marks = marks, NewMark = made,
            Why = plan.Why + (due.Count > deleted.Count ? " It waits: in one day at most a quarter of a store's log of one source goes."
                : marks.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" It is marked, and goes from {RetentionWords.At(marks.Min(mark => mark.DeletableAt))} on.") : "")
                + (behind > 0 ? string.Create(CultureInfo.InvariantCulture, $" {behind} pieces behind it are marked when earlier ones have gone.") : ""),
        };
    }

    // What is needed again loses its mark: should it become needless once more, its grace begins anew.
    private static IReadOnlyList<WalDeletionMark> Standing(IReadOnlyList<WalDeletionMark> marks, IReadOnlyList<WalPiece> unneeded)
    {
        var ends = FloorsOf(unneeded).ToDictionary(floor => floor.Line);
        return
        [
            .. marks.Select(mark => mark with { Floors = [.. mark.Floors.Where(floor => ends.ContainsKey(floor.Line)).Select(floor => Lower(floor, ends[floor.Line]))] })
                .Where(mark => unneeded.Any(mark.Covers)),
        ];
    }

    // Marks whose grace is over are one; a boundary that an earlier mark has already says nothing more.
    private static List<WalDeletionMark> Fewest(IReadOnlyList<WalDeletionMark> marks, DateTimeOffset now)
    {
        var due = marks.Where(mark => mark.DeletableAt <= now).ToList();
        var merged = due.Count < 2 ? due : [new(due.Max(mark => mark.At), due.Max(mark => mark.DeletableAt), Highest(due.SelectMany(mark => mark.Floors)))];
        var kept = new List<WalDeletionMark>();
        foreach (var mark in merged.Concat(marks.Where(mark => mark.DeletableAt > now).OrderBy(mark => mark.DeletableAt)))
        {
            var known = Highest(kept.SelectMany(earlier => earlier.Floors)).ToDictionary(floor => floor.Line);
            var more = mark.Floors.Where(floor => !known.TryGetValue(floor.Line, out var had) || floor.Below > had.Below || (floor.IsWhole && !had.IsWhole)).ToList();
            if (more.Count > 0)
            {
                kept.Add(mark with { Floors = more });
            }
        }

        return kept;
    }

    private static IReadOnlyList<WalFloor> Highest(IEnumerable<WalFloor> floors) =>
        [.. floors.GroupBy(floor => floor.Line).Select(line => line.First() with { Below = line.Max(floor => floor.Below), IsWhole = line.Any(floor => floor.IsWhole) })];

    private static WalFloor Lower(WalFloor floor, WalFloor end) => floor with { Below = Math.Min(floor.Below, end.Below), IsWhole = floor.IsWhole && end.IsWhole };

    private static IReadOnlyList<WalFloor> FloorsOf(IReadOnlyList<WalPiece> pieces) =>
    [
        .. pieces.GroupBy(piece => piece.Line).Select(line => new WalFloor(
            line.Key.SystemIdentifier, line.Key.Timeline, line.Max(piece => piece.Name.Segment) + 1, line.Any(piece => piece.Name.Kind == WalKind.History))),
    ];
}
