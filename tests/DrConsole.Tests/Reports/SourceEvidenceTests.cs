using DrConsole.Alarms;
using DrConsole.Backups.Runs;
using DrConsole.Reports;
using static DrConsole.Tests.Reports.Facts;

namespace DrConsole.Tests.Reports;

public sealed class SourceEvidenceTests
{
    [Fact]
    public void What_would_be_lost_counts_from_the_newest_proven_backup_and_not_from_a_newer_unproven_one()
    {
        var evidence = Of(WithPoints(Policy(), Point(TimeSpan.FromHours(1)), Point(TimeSpan.FromHours(25), isProven: true)));

        Assert.Equal(TimeSpan.FromHours(25), evidence.Rpo);
        Assert.Equal(TimeSpan.FromHours(1), evidence.RpoUnproven);
        Assert.Equal(1, evidence.Unproven);
    }

    [Fact]
    public void A_backup_that_nothing_proved_is_worth_no_recovery_point()
    {
        var evidence = Of(WithPoints(Policy(), Point(TimeSpan.FromHours(1))), Target(rpo: 1440));

        Assert.Null(evidence.Rpo);
        Assert.False(evidence.IsRpoKept);
        Assert.Equal(EvidenceState.Unproven, evidence.State);
        Assert.Equal(NextStep.Prove, evidence.Next);
        Assert.Null(evidence.BreaksAt);
    }

    [Fact]
    public void Without_any_backup_the_next_step_is_to_take_one()
    {
        var evidence = Of(Policy(), Target(rpo: 60));

        Assert.Equal(EvidenceState.NothingYet, evidence.State);
        Assert.Equal(NextStep.RunNow, evidence.Next);
        Assert.False(evidence.IsRpoKept);
        Assert.Null(evidence.Rpo);
    }

    [Fact]
    public void Without_an_objective_nothing_is_called_kept_or_broken()
    {
        var evidence = Of(Proven());

        Assert.Null(evidence.IsRpoKept);
        Assert.Null(evidence.IsRtoKept);
        Assert.Null(evidence.BreaksAt);
        Assert.Equal(EvidenceState.Proven, evidence.State);
    }

    [Fact]
    public void A_backup_from_the_future_is_called_a_wrong_clock_and_not_a_recovery_point_of_zero()
    {
        var evidence = Of(WithPoints(Policy(), Point(TimeSpan.FromHours(-2), isProven: true)), Target(rpo: 60));

        Assert.True(evidence.IsClockAhead);
        Assert.Null(evidence.Rpo);
        Assert.False(evidence.IsRpoKept);
        Assert.Equal(EvidenceState.ClockWrong, evidence.State);
    }

    [Fact]
    public void Clocks_that_differ_by_seconds_are_no_fault()
    {
        var evidence = Of(WithPoints(Policy(), Point(TimeSpan.FromSeconds(-20), isProven: true)));

        Assert.False(evidence.IsClockAhead);
        Assert.Equal(TimeSpan.Zero, evidence.Rpo);
    }

    [Fact]
    public void An_objective_breaks_when_the_proven_point_has_the_age_that_was_promised()
    {
        var evidence = Of(Proven(), Target(rpo: 11 * 60));

        Assert.True(evidence.IsRpoKept);
        Assert.Equal(Now.AddHours(1), evidence.BreaksAt);
        Assert.True(evidence.BreaksBeforeNext); // the next run is at two in the night
    }

    [Fact]
    public void An_objective_that_the_next_run_can_keep_is_no_warning()
    {
        var evidence = Of(Proven(), Target(rpo: 26 * 60));

        Assert.False(evidence.BreaksBeforeNext);
        Assert.Equal(EvidenceState.Proven, evidence.State);
    }

    [Fact]
    public void A_broken_objective_asks_for_a_proof_where_a_newer_backup_waits_for_one_and_else_for_a_backup()
    {
        var waiting = Of(WithPoints(Policy(), Point(TimeSpan.FromHours(1)), Point(TimeSpan.FromHours(25), isProven: true)), Target(rpo: 1440));
        var old = Of(WithPoints(Policy(), Point(TimeSpan.FromHours(25), isProven: true)), Target(rpo: 1440));

        Assert.Equal((EvidenceState.ObjectiveBroken, NextStep.Prove), (waiting.State, waiting.Next));
        Assert.Equal((EvidenceState.ObjectiveBroken, NextStep.RunNow), (old.State, old.Next));
    }

    [Fact]
    public void A_last_run_that_failed_outweighs_a_proven_backup()
    {
        var evidence = Of(Proven() with { Runs = [Run(RunState.Failed, TimeSpan.FromHours(1)), Run(RunState.Succeeded, TimeSpan.FromHours(25))] });

        Assert.Equal((EvidenceState.Failing, NextStep.LookAtRun), (evidence.State, evidence.Next));
        Assert.Equal(1, evidence.Record.BadInARow);
    }

    [Fact]
    public void A_degraded_run_is_no_failure_and_no_success()
    {
        var evidence = Of(Proven() with { Runs = [Run(RunState.Degraded, TimeSpan.FromHours(1)), Run(RunState.Succeeded, TimeSpan.FromHours(25))] });

        Assert.NotEqual(EvidenceState.Failing, evidence.State);
        Assert.Equal(0.5, evidence.Record.SuccessRate);
    }

    [Fact]
    public void Cancelled_runs_say_nothing()
    {
        var evidence = Of(Proven() with { Runs = [Run(RunState.Cancelled, TimeSpan.FromHours(1)), Run(RunState.Succeeded, TimeSpan.FromHours(25))] });

        Assert.Equal(1, evidence.Record.SuccessRate);
        Assert.Equal(EvidenceState.Proven, evidence.State);
    }

    [Fact]
    public void A_backup_that_did_not_come_makes_it_late()
    {
        var evidence = Of(Proven() with { Alarms = [Alarm(AlarmKind.BackupLate)] });

        Assert.Equal((EvidenceState.Late, NextStep.RunNow), (evidence.State, evidence.Next));
    }

    [Fact]
    public void A_proof_that_is_older_than_the_policy_allows_is_asked_for_again()
    {
        var evidence = Of(WithPoints(Policy(), Point(TimeSpan.FromHours(1)), Point(TimeSpan.FromDays(9), isProven: true)) with { RestoreTestDays = 7 });

        Assert.Equal((EvidenceState.ProofOld, NextStep.Prove), (evidence.State, evidence.Next));
    }

    [Fact]
    public void A_policy_that_is_switched_off_is_called_paused()
    {
        var evidence = Of(Proven() with { IsEnabled = false });

        Assert.Equal((EvidenceState.Paused, NextStep.Resume), (evidence.State, evidence.Next));
    }

    [Fact]
    public void Shipped_log_moves_the_proven_point_of_a_proven_base_only()
    {
        var log = Now.AddSeconds(-30);
        var proven = Of(Proven() with { WalCoversUntil = log });
        var unproven = Of(WithPoints(Policy(), Point(TimeSpan.FromHours(1))) with { WalCoversUntil = log });
        var alone = Of(Policy() with { WalCoversUntil = log });

        Assert.Equal(TimeSpan.FromSeconds(30), proven.Rpo);
        Assert.Null(unproven.Rpo);
        Assert.Equal(TimeSpan.FromSeconds(30), unproven.RpoUnproven);
        Assert.Null(alone.RpoUnproven);
    }

    [Fact]
    public void A_size_outside_its_own_history_is_unusual_and_kinds_are_not_mixed()
    {
        var usual = Enumerable.Range(2, 8).Select(day => Point(TimeSpan.FromDays(day), bytes: 1_000_000 + (day * 1000))).ToArray();

        Assert.True(Of(WithPoints(Policy(), [Point(TimeSpan.FromDays(1), bytes: 300_000), .. usual])).IsSizeUnusual);
        Assert.False(Of(WithPoints(Policy(), [Point(TimeSpan.FromDays(1), bytes: 1_004_000), .. usual])).IsSizeUnusual);
        Assert.False(Of(WithPoints(Policy(), [Point(TimeSpan.FromDays(1), bytes: 300, isWhole: false), .. usual])).IsSizeUnusual);
    }

    [Fact]
    public void A_restore_that_took_longer_than_promised_breaks_the_objective()
    {
        var evidence = Of(Proven() with { Restores = [Restore(TimeSpan.FromHours(1), 600, 3600, 60)] }, Target(rpo: 1440, rto: 60));

        Assert.False(evidence.IsRtoKept);
        Assert.Equal(EvidenceState.ObjectiveBroken, evidence.State);
    }
}
