using DrConsole.Backups;
using DrConsole.Backups.Retention;
using DrConsole.Plans;
using DrConsole.Verification;

namespace DrConsole.Tests.Backups.Retention;

/// <summary>What retention promises, reckoned in another way than the plan does.</summary>
internal static class RetentionPromises
{
    public static void Check(RetentionCase the, RetentionPlan plan, IReadOnlyList<CandidateBackup> before, IReadOnlyList<CandidateBackup> after)
    {
        var gone = plan.Wanting(RetentionAct.Delete).ToList();
        if (gone.Count == 0)
        {
            return;
        }

        Promise(the.FailingSince is null, "nothing goes while runs fail");
        Promise(the.ClockDoubt is null, "nothing goes while the clock is doubted");
        Promise(the.Freezes.Count == 0, "nothing goes while an incident is open");
        foreach (var decision in gone)
        {
            var backup = before.Single(candidate => candidate.Id == decision.BackupId);
            var copy = backup.Copies.Single(candidate => candidate.StoreId == decision.StoreId);
            Promise(backup.Holds.Count == 0, "what is held stays");
            Promise(!(copy.LockedUntil > the.Now), "what is locked stays");
            Promise(copy.DeletableAt <= the.Now, "what goes was marked, and its grace is over");
            Promise(
                decision.Survivors.Count > 0 && decision.Survivors.All(id => after.Single(candidate => candidate.Id == id) is var survivor
                    && survivor.ConsistentAt > backup.ConsistentAt
                    && survivor.Copies.Any(there => there.StoreId == decision.StoreId && there is { State: CopyState.Present, HasFailed: false, Level: >= VerificationLevel.Restored })),
                "each that goes has newer proven survivors in its store, and names them");
        }

        foreach (var store in before.SelectMany(backup => backup.Copies).Select(copy => copy.StoreId).Distinct())
        {
            Store(the, store, before, after);
        }
    }

    private static void Store(RetentionCase the, Guid store, IReadOnlyList<CandidateBackup> before, IReadOnlyList<CandidateBackup> after)
    {
        var was = Instants(before, store, copy => copy.State is CopyState.Present or CopyState.Damaged);
        var gone = was.Except(Instants(after, store, copy => copy.State is CopyState.Present or CopyState.Damaged)).ToList();
        Promise(gone.Count + the.RemovedLately.GetValueOrDefault(store) <= Math.Max(1, (was.Count + the.RemovedLately.GetValueOrDefault(store)) / 4), "no more than a quarter goes in a day");

        var sound = Instants(before, store, copy => copy is { State: CopyState.Present, HasFailed: false });
        var verified = Instants(before, store, copy => copy is { State: CopyState.Present, HasFailed: false, Level: >= VerificationLevel.ReadBack });
        var proven = Instants(before, store, copy => copy is { State: CopyState.Present, HasFailed: false, Level: >= VerificationLevel.Restored });
        foreach (var good in new[] { sound, verified, proven }.Where(good => good.Count > 0))
        {
            Promise(!gone.Contains(good.Max()), "the newest complete, verified and proven ones of a store stay");
        }

        Rules(the, gone, sound);
        Rules(the, gone, verified);

        foreach (var backup in after.Where(candidate => candidate.Copies.Any(copy => copy.StoreId == store && copy.State == CopyState.Present)))
        {
            Promise(!backup.DependsOn.Any(id => before.Any(needed => needed.Id == id && gone.Contains(needed.ConsistentAt))) || IsDoomed(the, backup), "what a kept backup needs stays");
        }
    }

    private static void Rules(RetentionCase the, List<DateTimeOffset> gone, List<DateTimeOffset> good)
    {
        foreach (var rule in the.Rules)
        {
            var wanted = rule.Kind switch
            {
                RetentionKind.Count => good.OrderDescending().Take(rule.Count!.Value),
                RetentionKind.Age => good.Where(instant => good.Max() - instant < TimeSpan.FromDays(rule.Days!.Value)),
                RetentionKind.Daily => Newest(good, instant => instant.ToString("yyyyMMdd", null), rule),
                RetentionKind.Weekly => Newest(good, instant => $"{instant.UtcDateTime.Date.AddDays(-(((int)instant.DayOfWeek + 6) % 7)):yyyyMMdd}", rule),
                RetentionKind.Monthly => Newest(good, instant => instant.ToString("yyyyMM", null), rule),
                _ => Newest(good, instant => instant.ToString("yyyy", null), rule),
            };
            Promise(!wanted.Intersect(gone).Any(), $"the rule {rule.Kind} {rule.Count}{rule.Days} is kept");
        }
    }

    // A backup that itself waits to go does not keep what it needs: both go, the needed one perhaps first.
    private static bool IsDoomed(RetentionCase the, CandidateBackup backup) =>
        RetentionPlan.Make(the).Copies.Where(copy => copy.BackupId == backup.Id).All(copy => copy.KeptBy.Count == 0);

    private static IEnumerable<DateTimeOffset> Newest(List<DateTimeOffset> good, Func<DateTimeOffset, string> period, RetentionRule rule) =>
        good.GroupBy(period).OrderByDescending(group => group.Key).Take(rule.Count!.Value).Select(group => group.Max());

    private static List<DateTimeOffset> Instants(IReadOnlyList<CandidateBackup> backups, Guid store, Func<CandidateCopy, bool> wanted) =>
        [.. backups.Where(backup => backup.Copies.Any(copy => copy.StoreId == store && wanted(copy))).Select(backup => backup.ConsistentAt)];

    private static void Promise(bool isKept, string promise) => Assert.True(isKept, $"Broken: {promise}.");
}
