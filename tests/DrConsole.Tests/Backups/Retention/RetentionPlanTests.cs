using DrConsole.Backups;
using DrConsole.Backups.Retention;
using DrConsole.Plans;
using DrConsole.Verification;
using static DrConsole.Tests.Backups.Retention.RetentionCases;

namespace DrConsole.Tests.Backups.Retention;

public sealed class RetentionPlanTests
{
    private static readonly RetentionRule NewestOne = new(RetentionKind.Count, 1);

    [Fact]
    public void A_backup_stays_while_any_rule_keeps_it()
    {
        var backups = Enumerable.Range(0, 400).Select(day => DaysAgo(day)).ToList();

        var plan = RetentionPlan.Make(Case(
            backups, new(RetentionKind.Daily, 7), new(RetentionKind.Weekly, 4), new(RetentionKind.Monthly, 12), new(RetentionKind.Yearly, 5)));

        var days = plan.Copies.Where(copy => copy.KeptBy.Count > 0).Select(copy => copy.ConsistentAt.ToString("yyyy-MM-dd", null)).ToList();
        Assert.Equal(
            [
                "2026-11-26", "2026-11-25", "2026-11-24", "2026-11-23", "2026-11-22", "2026-11-21", "2026-11-20", // seven days; 26 also of week 48
                "2026-11-15", "2026-11-08", // and 22: Sundays of the weeks before
                "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31", "2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31",
                "2025-12-31", // the twelfth month, and the newest of its year
            ],
            days);
        Assert.Contains("monthly, 12 of them: the newest of 2026-02", plan.Copies.Single(copy => copy.ConsistentAt.Month == 2 && copy.KeptBy.Count > 0).KeptBy);
    }

    [Fact]
    public void Days_are_those_of_the_policys_zone()
    {
        var evening = At(new(2026, 11, 20, 22, 30, 0, TimeSpan.Zero), new CandidateCopy(StoreA, CopyState.Present, VerificationLevel.Content));
        var night = At(new(2026, 11, 20, 23, 30, 0, TimeSpan.Zero), new CandidateCopy(StoreA, CopyState.Present, VerificationLevel.Content));
        var utc = Case([evening, night], new RetentionRule(RetentionKind.Daily, 7));

        Assert.Equal([night.Id], RetentionPlan.Make(utc).Kept());
        Assert.Equal([night.Id, evening.Id], RetentionPlan.Make(utc with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") }).Kept());
    }

    [Fact]
    public void Bad_backups_take_no_place_away_from_good_ones()
    {
        var good = Enumerable.Range(91, 7).Select(day => DaysAgo(day)).ToList();
        var bad = Enumerable.Range(0, 91).Select(day => DaysAgo(day, VerificationLevel.ReadBack, copy => copy with { HasFailed = true }));

        var plan = RetentionPlan.Make(Case([.. bad, .. good], new RetentionRule(RetentionKind.Daily, 7)));

        Assert.All(good, backup => Assert.Equal(RetentionAct.Keep, plan.Of(backup).Act));
    }

    [Fact]
    public void Nothing_grows_old_while_no_good_backup_follows()
    {
        var good = DaysAgo(40);
        var older = DaysAgo(45);
        var unexamined = DaysAgo(0, level: null);

        var plan = RetentionPlan.Make(Case([good, older, unexamined], new RetentionRule(RetentionKind.Age, Days: 14)));

        Assert.Equal([unexamined.Id, good.Id, older.Id], plan.Kept());
    }

    [Fact]
    public void The_newest_complete_and_the_last_proven_one_stay_whatever_the_rules_say()
    {
        var newest = DaysAgo(0, VerificationLevel.Exists);
        var readBack = DaysAgo(1, VerificationLevel.ReadBack);
        var proven = DaysAgo(200);

        var plan = RetentionPlan.Make(Case([newest, readBack, DaysAgo(2, VerificationLevel.ReadBack), proven], NewestOne));

        Assert.Equal(["the newest in this store that a restore has proved"], plan.Of(proven).KeptBy);
        Assert.Contains("the newest complete backup in this store", plan.Of(newest).KeptBy);
        Assert.Equal([newest.Id, readBack.Id, proven.Id], plan.Kept());
    }

    [Fact]
    public void A_backup_newer_than_every_proven_one_stays()
    {
        var between = DaysAgo(2, VerificationLevel.ReadBack);

        var plan = RetentionPlan.Make(Case([DaysAgo(0, VerificationLevel.ReadBack), between, DaysAgo(3)], NewestOne));

        Assert.Equal(RetentionAct.Wait, plan.Of(between).Act);
        Assert.Contains("no newer backup in this store has passed a restore test", plan.Of(between).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_store_is_judged_by_itself()
    {
        var old = At(Now.AddDays(-9), new CandidateCopy(StoreA, CopyState.Present, VerificationLevel.Content), new CandidateCopy(StoreB, CopyState.Present, VerificationLevel.Content));
        var young = At(Now, new CandidateCopy(StoreA, CopyState.Present, VerificationLevel.Content), new CandidateCopy(StoreB, CopyState.Damaged, VerificationLevel.Content));

        var plan = RetentionPlan.Make(Case([old, young], NewestOne));

        Assert.Equal(RetentionAct.Mark, plan.Of(old, StoreA).Act);
        Assert.Equal(RetentionAct.Keep, plan.Of(old, StoreB).Act);
    }

    [Fact]
    public void What_goes_is_marked_first_and_deleted_after_its_grace_with_its_survivors_named()
    {
        var newest = DaysAgo(0);
        var fresh = DaysAgo(5);
        var inGrace = DaysAgo(6, copy: copy => copy with { DeletableAt = Now.AddMinutes(1) });
        var due = DaysAgo(7, copy: Marked);

        var plan = RetentionPlan.Make(Case([newest, fresh, inGrace, due], NewestOne));

        Assert.Equal((RetentionAct.Mark, Now.AddDays(7)), (plan.Of(fresh).Act, plan.Of(fresh).DeletableAt));
        Assert.Equal(RetentionAct.Wait, plan.Of(inGrace).Act);
        Assert.Equal(RetentionAct.Delete, plan.Of(due).Act);
        Assert.Equal([newest.Id], plan.Of(due).Survivors);
    }

    [Fact]
    public void A_mark_is_lifted_when_something_keeps_the_backup_again()
    {
        var held = DaysAgo(7, copy: Marked) with { Holds = ["a hold: tax audit"] };

        var plan = RetentionPlan.Make(Case([DaysAgo(0), held], NewestOne));

        Assert.Equal(RetentionAct.Lift, plan.Of(held).Act);
        Assert.Null(plan.Of(held).DeletableAt);
    }

    [Fact]
    public void At_most_a_quarter_goes_within_a_day_and_the_oldest_first()
    {
        var backups = Enumerable.Range(0, 12).Select(day => DaysAgo(day, copy: Marked)).ToList();
        var the = Case(backups, NewestOne);

        Assert.Equal([backups[9].Id, backups[10].Id, backups[11].Id], RetentionPlan.Make(the).Wanting(RetentionAct.Delete).Select(copy => copy.BackupId));
        var later = the with { Backups = [.. backups.Take(10)], RemovedLately = new Dictionary<Guid, int> { [StoreA] = 2 } };
        Assert.Equal([backups[9].Id], RetentionPlan.Make(later).Wanting(RetentionAct.Delete).Select(copy => copy.BackupId));
    }

    [Fact]
    public void What_a_kept_backup_needs_is_kept_beside_it_however_long_the_chain()
    {
        var full = DaysAgo(30);
        var second = DaysAgo(29) with { DependsOn = [full.Id] };
        var third = DaysAgo(0) with { DependsOn = [second.Id] };

        var plan = RetentionPlan.Make(Case([third, DaysAgo(5), second, full], NewestOne));

        Assert.Equal([third.Id, second.Id, full.Id], plan.Kept());
        Assert.Contains("needs it", plan.Of(full).KeptBy.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_needed_is_kept_in_another_store_while_the_copy_beside_is_bad()
    {
        var full = At(Now.AddDays(-30), new CandidateCopy(StoreA, CopyState.Damaged, VerificationLevel.Content), new CandidateCopy(StoreB, CopyState.Present, VerificationLevel.Content));
        var other = At(Now.AddDays(-1), new CandidateCopy(StoreB, CopyState.Present, VerificationLevel.Content));
        var dependant = DaysAgo(0) with { DependsOn = [full.Id] };

        var plan = RetentionPlan.Make(Case([dependant, other, full], NewestOne));

        Assert.Contains(full.Id, plan.Kept(StoreB));
    }

    [Fact]
    public void An_object_lock_is_respected()
    {
        var locked = DaysAgo(7, copy: copy => Marked(copy) with { LockedUntil = Now.AddDays(1) });

        var plan = RetentionPlan.Make(Case([DaysAgo(0), locked], NewestOne));

        Assert.Equal(RetentionAct.Lift, plan.Of(locked).Act);
        Assert.Equal(["the store's object lock until 2026-11-27 12:00 UTC"], plan.Of(locked).KeptBy);
    }

    [Fact]
    public void Everything_stays_while_runs_fail_or_the_clock_is_doubted_or_a_rule_is_incomplete()
    {
        var due = DaysAgo(7, copy: Marked);
        var the = Case([DaysAgo(0), due], NewestOne);

        foreach (var stopped in new[]
        {
            the with { FailingSince = Now.AddDays(-1) },
            the with { ClockDoubt = "The clock jumped." },
            the with { Rules = [NewestOne, new(RetentionKind.Monthly)] },
            the with { Rules = [new(RetentionKind.Count, 0)] },
            the with { Rules = [new(RetentionKind.Age, Days: double.NaN)] },
            the with { Rules = [] },
        })
        {
            var plan = RetentionPlan.Make(stopped);
            Assert.Empty(plan.Wanting(RetentionAct.Delete));
            Assert.Empty(plan.Wanting(RetentionAct.Mark));
            Assert.NotEmpty(plan.Stops);
        }
    }

    [Fact]
    public void An_open_incident_keeps_everything_and_lifts_marks()
    {
        var due = DaysAgo(7, copy: Marked);

        var plan = RetentionPlan.Make(Case([DaysAgo(0), due], NewestOne) with { Freezes = ["incident 7 is open"] });

        Assert.Equal(RetentionAct.Lift, plan.Of(due).Act);
        Assert.All(plan.Copies, copy => Assert.Contains("incident 7 is open", copy.KeptBy));
    }
}
