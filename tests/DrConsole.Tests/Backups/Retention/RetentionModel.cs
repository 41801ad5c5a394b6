using DrConsole.Backups;
using DrConsole.Backups.Retention;
using DrConsole.Plans;
using DrConsole.Verification;

namespace DrConsole.Tests.Backups.Retention;

/// <summary>
/// A small world in which backups are taken, examined, damaged, held and removed by the real plan. After each removal it checks the promises
/// with reckonings of its own, and says which one was broken.
/// </summary>
internal sealed class RetentionModel(Random random)
{
    private static readonly RetentionRule[][] Policies =
    [
        [new(RetentionKind.Daily, 7), new(RetentionKind.Weekly, 4), new(RetentionKind.Monthly, 12), new(RetentionKind.Yearly, 5)],
        [new(RetentionKind.Age, Days: 14)],
        [new(RetentionKind.Count, 3)],
        [new(RetentionKind.Count, 1), new(RetentionKind.Monthly, 2)],
    ];

    private readonly Guid[] _stores = [RetentionCases.StoreA, RetentionCases.StoreB];
    private readonly RetentionRule[] _rules = Policies[random.Next(Policies.Length)];
    private List<CandidateBackup> _backups = [];
    private readonly List<(Guid Store, DateTimeOffset At)> _removed = [];
    private DateTimeOffset _now = RetentionCases.Now;
    private ClockTrust? _trust;
    private DateTimeOffset? _failingSince;
    private bool _isIncidentOpen;

    public int Removed => _removed.Count;

    public void Step()
    {
        switch (random.Next(100))
        {
            case < 30: Run(); break;
            case < 34: _failingSince ??= _now; break;
            case < 48: ChangeCopy(copy => copy.IsSound ? copy with { Level = (VerificationLevel)random.Next(5) > copy.Level ? VerificationLevel.Content : copy.Level ?? VerificationLevel.Restored } : copy); break;
            case < 50: ChangeCopy(copy => copy with { HasFailed = true }); break;
            case < 51: ChangeCopy(copy => copy with { State = CopyState.Damaged }); break;
            case < 52: ChangeCopy(copy => copy with { LockedUntil = _now.AddDays(random.Next(20)) }); break;
            case < 54: ChangeBackup(backup => backup with { Holds = ["a hold"] }); break;
            case < 58: ChangeBackup(backup => backup with { Holds = [] }); break;
            case < 59: _isIncidentOpen = !_isIncidentOpen; break;
            case < 62: _isIncidentOpen = false; break;
            case < 63: _now += TimeSpan.FromDays(random.Next(-400, 400)); break;
            case < 64 when random.Next(20) == 0: LoseStore(); break;
            default: Retain(); break;
        }

        _now += TimeSpan.FromHours(random.Next(1, 30));
    }

    private void Run()
    {
        _failingSince = null;
        var previous = _backups.LastOrDefault(backup => backup.ConsistentAt < _now);
        var level = random.Next(3) == 0 ? VerificationLevel.Content : random.Next(4) == 0 ? (VerificationLevel?)null : VerificationLevel.ReadBack;
        _backups.Add(new(
            Guid.CreateVersion7(_now), _now, previous is not null && random.Next(4) == 0 ? [previous.Id] : [], [],
            [.. _stores.Select(store => new CandidateCopy(store, random.Next(12) == 0 ? CopyState.Missing : CopyState.Present, level))]));
    }

    private void LoseStore()
    {
        var lost = _stores[random.Next(_stores.Length)];
        _backups = [.. _backups.Select(backup => backup with { Copies = [.. backup.Copies.Select(copy => copy.StoreId == lost ? copy with { State = CopyState.Missing } : copy)] })];
    }

    private void ChangeBackup(Func<CandidateBackup, CandidateBackup> change)
    {
        if (_backups.Count > 0)
        {
            var index = random.Next(_backups.Count);
            _backups[index] = change(_backups[index]);
        }
    }

    private void ChangeCopy(Func<CandidateCopy, CandidateCopy> change) => ChangeBackup(backup =>
    {
        var chosen = random.Next(backup.Copies.Count);
        return backup with { Copies = [.. backup.Copies.Select((copy, index) => index == chosen && copy.IsThere ? change(copy) : copy)] };
    });

    private void Retain()
    {
        (_trust, var doubt) = ClockTrust.Judge(_trust, _now, _now, _backups.Count == 0 ? null : _backups.Max(backup => backup.ConsistentAt));
        var the = new RetentionCase
        {
            Rules = _rules, Zone = TimeZoneInfo.Utc, Backups = _backups, Now = _now, FailingSince = _failingSince, ClockDoubt = doubt,
            Freezes = _isIncidentOpen ? ["an incident is open"] : [],
            RemovedLately = _removed.Where(removed => removed.At > _now.AddDays(-1) && removed.At <= _now).GroupBy(removed => removed.Store).ToDictionary(group => group.Key, group => group.Count()),
        };
        var plan = RetentionPlan.Make(the);
        var before = _backups;
        foreach (var decision in plan.Copies.Where(decision => decision.Act is not (RetentionAct.Keep or RetentionAct.Wait)))
        {
            _backups = [.. _backups.Select(backup => backup.Id == decision.BackupId ? backup with { Copies = [.. backup.Copies.Select(copy => Carry(copy, decision))] } : backup)];
        }

        _removed.AddRange(plan.Wanting(RetentionAct.Delete).Select(decision => (decision.StoreId, _now)));
        RetentionPromises.Check(the, plan, before, _backups);
        _backups.RemoveAll(backup => backup.Copies.All(copy => copy.State == CopyState.Deleted));
    }

    private static CandidateCopy Carry(CandidateCopy copy, RetentionDecision decision) => copy.StoreId != decision.StoreId ? copy : decision.Act switch
    {
        RetentionAct.Delete => copy with { State = CopyState.Deleted },
        _ => copy with { DeletableAt = decision.DeletableAt },
    };
}
