using DrConsole.Backups.Wal;
using DrConsole.Backups.Wal.Pruning;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>
/// A small world in which log is shipped, servers fail over and are replaced, base backups are taken, proved, damaged and removed, and old log is removed by the
/// real plan. After each removal it checks the promises with reckonings of its own, and says which one was broken.
/// </summary>
internal sealed class WalRetentionModel(Random random)
{
    private const int Segment = 16 * 1024 * 1024;
    private static readonly Guid Store = new("7d1c1f52-0000-7000-8000-000000000001");
    private readonly List<WalRecord> _log = [];
    private readonly List<Kept> _bases = [];
    private readonly Dictionary<WalPiece, DateTimeOffset> _neededUntil = [];
    private readonly List<(DateTimeOffset At, int Count)> _removed = [];
    private IReadOnlyList<WalDeletionMark> _marks = [];
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private int _cluster = 1;
    private int _timeline = 1;
    private int _lastTimeline = 1;
    private ulong _next = 2;
    private bool _isFrozen;
    private bool _isStopped;

    public int Removed => _removed.Sum(removed => removed.Count);

    public void Step()
    {
        switch (random.Next(100))
        {
            case < 40: Ship(); break;
            case < 44: FailOver(); break;
            case < 45: Replace(); break;
            case < 55: TakeBase(); break;
            case < 68: Change(kept => kept with { IsProven = true }); break;
            case < 69: Change(kept => kept with { State = Kept.There.Damaged, IsProven = false }); break;
            case < 77: RemoveOldestBase(); break;
            case < 78: _isFrozen = !_isFrozen; break;
            case < 81: _isFrozen = false; break;
            case < 82: _isStopped = !_isStopped; break;
            case < 85: _isStopped = false; break;
            default: Retain(); break;
        }

        Note();
        _now += TimeSpan.FromHours(random.Next(1, 30));
    }

    /// <summary>Nothing happens any more for a year; what nobody needs is gone then.</summary>
    public void ComeToRest()
    {
        (_isFrozen, _isStopped) = (false, false);
        Ship();
        TakeBase();
        _bases[^1] = _bases[^1] with { IsProven = true };
        _now += TimeSpan.FromDays(30);
        for (var day = 0; day < 365; day++)
        {
            _now += TimeSpan.FromDays(1);
            Retain();
            Note();
        }

        // The plan is more careful than it need be where a server went back to an earlier place: there a base backup of another timeline keeps log too.
        Promise(!Pieces().Exists(piece => piece.Name.Kind != WalKind.History && !Reach().Contains(piece) && Pieces().Where(other => other.Line == piece.Line).Max(other => other.SealedAt) < Oldest().AddDays(-7)
            && _bases.TrueForAll(kept => kept.Point.SystemIdentifier != piece.SystemIdentifier || kept.Point.StartLsn.Value / Segment > piece.Name.Segment)), "in the end what nobody needs is gone");
    }

    private void Ship()
    {
        _log.RemoveAll(record => record.Kind == WalKind.Partial && record.Name == Name(_timeline, _next) && record.SystemIdentifier == System);
        _log.Add(Record(WalKind.Segment, _timeline, _next++));
        if (random.Next(2) == 0)
        {
            _log.Add(Record(WalKind.Partial, _timeline, _next));
        }
    }

    // A standby was promoted, or the server was recovered to an earlier instant: the new timeline repeats the segment in which it left.
    private void FailOver()
    {
        var own = _log.Where(record => record.SystemIdentifier == System && record.Timeline == _timeline && record.Kind == WalKind.Segment).ToList();
        if (own.Count == 0)
        {
            return;
        }

        var left = WalName.TryParse(own[random.Next(3) == 0 ? random.Next(own.Count) : ^1].Name, Segment)!;
        var history = Record(WalKind.History, ++_lastTimeline, 0) with { Name = $"{_lastTimeline:X8}.history", History = [new(_timeline, new Lsn(left.Start(Segment).Value + 100).ToString())], StartLsn = null, EndLsn = null };
        (_timeline, _next) = (_lastTimeline, left.Segment);
        _log.Add(history);
        Ship();
    }

    private void Replace() => (_cluster, _timeline, _lastTimeline, _next) = (_cluster + 1, 1, 1, 2);

    private void TakeBase()
    {
        var start = new Lsn((_next * Segment) + 40);
        Ship();
        _bases.Add(new(new(Guid.CreateVersion7(_now), System, _timeline, start, new(start.Value + 1000), _now), Kept.There.Present, IsProven: false));
    }

    private void RemoveOldestBase()
    {
        if (_bases.Count > 1 && _bases.Skip(1).Any(kept => kept.IsProven))
        {
            _bases.RemoveAt(0);
        }
    }

    private void Change(Func<Kept, Kept> change)
    {
        if (_bases.Count > 0 && random.Next(_bases.Count) is var index && _bases[index].State == Kept.There.Present)
        {
            _bases[index] = change(_bases[index]);
        }
    }

    private void Retain()
    {
        var the = new WalRetentionCase
        {
            StoreId = Store, Pieces = Pieces(), Bases = [.. _bases.Select(kept => new WalBase(kept.Point, kept.IsProven))], Now = _now, Marks = _marks,
            Freezes = _isFrozen ? ["an incident is open"] : [], Stops = _isStopped ? ["The policy's runs fail."] : [], RemovedLately = Lately(),
        };
        var plan = WalRetentionPlan.Make(the);
        _marks = plan.Marks;
        if (plan.Deleted.Count == 0)
        {
            return;
        }

        Promise(!_isFrozen && !_isStopped, "nothing goes while something freezes or stops it");
        Promise(_bases.Exists(kept => kept.IsProven && plan.Survivors.Contains(kept.Point.BackupId)), "a proven base backup stays in the same store");
        Promise(plan.Deleted.Count + Lately() <= Math.Max(1, (the.Pieces.Count + Lately()) / 4), "no more than a quarter goes in a day");
        Promise(plan.Deleted.All(piece => _now - _neededUntil.GetValueOrDefault(piece, DateTimeOffset.MinValue) >= TimeSpan.FromDays(7)), "what goes was needed by nobody during its grace");
        var before = Report();
        _log.RemoveAll(record => WalPiece.Of(record) is { } piece && plan.Deleted.Contains(piece));
        var after = Report();
        _removed.Add((_now, plan.Deleted.Count));
        Promise(before.Windows.Select(Words).SequenceEqual(after.Windows.Select(Words)), "every kept base backup recovers to exactly the instants that it did before");
        Promise(!after.Gaps.Except(before.Gaps).Any(), "removing leaves no gap");
    }

    private WalReport Report() => WalContinuity.Examine(_log, [.. _bases.Select(kept => kept.Point)]);

    private static string Words(RecoveryWindow window) => $"{window.Base.BackupId} {string.Join('>', window.Timelines)} {window.From:O} {window.Until:O} {window.EndsAtGap}";

    // Which pieces a kept base backup can make use of: reckoned along the histories, not by the order of timelines.
    private HashSet<WalPiece> Reach()
    {
        var reached = new HashSet<WalPiece>();
        foreach (var kept in _bases)
        {
            Follow(kept.Point.SystemIdentifier, kept.Point.Timeline, kept.Point.StartLsn.Value / Segment, reached);
        }

        return reached;
    }

    private void Follow(string system, int timeline, ulong from, HashSet<WalPiece> reached)
    {
        reached.UnionWith(Pieces().Where(piece => piece.SystemIdentifier == system && piece.Name.Timeline == timeline && piece.Name.Kind != WalKind.History && piece.Name.Segment >= from));
        foreach (var child in _log.Where(record => record.SystemIdentifier == system && record.Kind == WalKind.History && record.History[^1].Ancestor == timeline))
        {
            var fork = Lsn.Parse(child.History[^1].At).Value / Segment;
            if (fork >= from)
            {
                reached.Add(WalPiece.Of(child)!);
                Follow(system, child.Timeline, fork, reached);
            }
        }
    }

    private void Note()
    {
        foreach (var piece in Reach())
        {
            _neededUntil[piece] = _now;
        }
    }

    private DateTimeOffset Oldest() => _bases.Min(kept => kept.Point.ConsistentAt);

    private int Lately() => _removed.Where(removed => removed.At > _now.AddDays(-1)).Sum(removed => removed.Count);

    private List<WalPiece> Pieces() => [.. _log.Select(WalPiece.Of).OfType<WalPiece>()];

    private string System => $"700000000000000000{_cluster}";

    private static string Name(int timeline, ulong segment) => new WalName(WalKind.Segment, timeline, segment).File(Segment);

    private WalRecord Record(WalKind kind, int timeline, ulong segment) => new()
    {
        Source = "orders", SystemIdentifier = System, Timeline = timeline, Kind = kind, Name = Name(timeline, segment), SegmentBytes = Segment, SealedAt = _now, StoredBytes = 1000, CoversUntil = _now,
        StartLsn = new Lsn(segment * Segment).ToString(), EndLsn = new Lsn((segment * Segment) + (ulong)(kind == WalKind.Partial ? 5000 : Segment)).ToString(), CoversLsn = new Lsn((segment * Segment) + 4000).ToString(),
    };

    private static void Promise(bool isKept, string promise) => Assert.True(isKept, $"Broken: {promise}.");

    private sealed record Kept(BasePoint Point, Kept.There State, bool IsProven)
    {
        public enum There
        {
            Present,
            Damaged,
        }
    }
}
