using System.Text.Json;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Plans;
using DrConsole.Plans.Edit;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Plans;

public sealed class PlanApprovalTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;
    private Guid _draft;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        _draft = await _console.DraftAsync();
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_draft_that_a_second_person_approved_is_published_with_their_names()
    {
        await SubmitAsync();
        await ApproveAsync(_console.Manager);
        var version = await PublishAsync(_console.Admin);

        var stored = await _console.ReadAsync(db => db.PlanVersions.SingleAsync(candidate => candidate.Id == version, Ct));
        Assert.Equal((_console.Admin.Name, _console.Manager.Name, "New tiers"), (stored.SubmittedByName, stored.ApprovedByName, stored.Note));
        Assert.NotNull(stored.ApprovedAt);
        Assert.Equal("on", (await DataAsync("plan.published")).GetProperty("twoPersonRule").GetString());
    }

    [Fact]
    public async Task Who_had_a_hand_in_a_draft_cannot_approve_it()
    {
        await SubmitAsync();

        Assert.Equal("second_person_needed", await RefusedAsync(() => ApproveAsync(_console.Admin)));
        Assert.Equal(DraftState.Submitted, (await ProgressAsync()).State);
    }

    [Fact]
    public async Task Who_submits_the_work_of_another_had_a_hand_in_it_too()
    {
        var other = await NewAdminAsync();
        await _console.Plans.SubmitAsync(other, TestConsole.NewId(), _draft, null, Ct);

        Assert.Equal("second_person_needed", await RefusedAsync(() => ApproveAsync(other)));
    }

    [Fact]
    public async Task A_token_is_no_second_person_to_who_made_it()
    {
        await SubmitAsync();
        var token = await NewTokenAsync();

        Assert.Equal("second_person_needed", await RefusedAsync(() => ApproveAsync(token)));
        Assert.Equal(DraftState.Submitted, (await ProgressAsync()).State);
    }

    [Fact]
    public async Task Nobody_approves_what_a_token_of_their_own_has_changed()
    {
        var token = await NewTokenAsync();
        _draft = await _console.Plans.ImportAsync(token, TestConsole.NewId(), "plan.md", SmallPlan.Text, Ct);
        await _console.Plans.SubmitAsync(token, TestConsole.NewId(), _draft, null, Ct);

        Assert.Equal("second_person_needed", await RefusedAsync(() => ApproveAsync(_console.Admin)));
        await ApproveAsync(_console.Manager);
        await PublishAsync(_console.Admin);
    }

    [Fact]
    public async Task Nobody_publishes_what_nobody_approved()
    {
        Assert.Equal("not_approved", await RefusedAsync(() => PublishAsync(_console.Manager)));
        await SubmitAsync();
        Assert.Equal("not_approved", await RefusedAsync(() => PublishAsync(_console.Manager)));
    }

    [Fact]
    public async Task While_the_rule_is_off_one_person_publishes_and_the_evidence_says_that_it_was_off()
    {
        await RuleAsync(false);

        await PublishAsync(_console.Admin);

        Assert.Equal("off", (await DataAsync("plan.published")).GetProperty("twoPersonRule").GetString());
        Assert.Equal(("on", "off"), ((await DataAsync("setting.changed")).GetProperty("from").GetString(), (await DataAsync("setting.changed")).GetProperty("to").GetString()));
    }

    [Fact]
    public async Task An_approval_of_ones_own_work_does_not_outlive_the_time_in_which_the_rule_was_off()
    {
        await RuleAsync(false);
        await SubmitAsync();
        await ApproveAsync(_console.Admin);
        await RuleAsync(true);

        Assert.Equal("second_person_needed", await RefusedAsync(() => PublishAsync(_console.Manager)));
    }

    [Fact]
    public async Task Only_who_manages_access_turns_the_rule_off()
    {
        await Assert.ThrowsAsync<NotPermittedException>(() => _console.Get<TwoPersonRule>().SetAsync(_console.Manager, TestConsole.NewId(), false, Ct));

        Assert.True(await _console.Get<TwoPersonRule>().IsOnAsync(Ct));
    }

    [Fact]
    public async Task An_approval_is_of_the_revision_that_was_looked_at()
    {
        await SubmitAsync();
        await EditAsync();
        await SubmitAsync();

        Assert.Equal("draft_changed", await RefusedAsync(() => ApproveAsync(_console.Manager)));
        Assert.Equal(1, await _console.Plans.ApproveAsync(_console.Manager, TestConsole.NewId(), _draft, 1, Ct));
    }

    [Fact]
    public async Task Of_two_who_approve_at_once_one_does_and_the_other_is_told_by_whom()
    {
        await SubmitAsync();
        var second = await NewAdminAsync();

        var attempts = await Task.WhenAll(Attempt.Async(() => ApproveAsync(_console.Manager)), Attempt.Async(() => ApproveAsync(second)));

        var loser = Assert.IsType<RefusedException>(Assert.Single(attempts, failure => failure is not null));
        Assert.Equal("draft_approved", loser.Code);
        Assert.Contains((await ProgressAsync()).ApprovedBy!, loser.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_meets_an_approval_is_never_approved_with_it()
    {
        await SubmitAsync();

        await Task.WhenAll(Attempt.Async(() => ApproveAsync(_console.Manager)), Attempt.Async(EditAsync));

        Assert.Equal((DraftState.Editing, 1), ((await ProgressAsync()).State, (await ProgressAsync()).Revision));
    }

    [Fact]
    public async Task Of_an_approval_and_a_withdrawal_at_once_the_draft_is_never_both()
    {
        await SubmitAsync();

        await Task.WhenAll(Attempt.Async(() => ApproveAsync(_console.Manager)), Attempt.Async(() => _console.Plans.WithdrawAsync(_console.Admin, TestConsole.NewId(), _draft, Ct)));

        var progress = await ProgressAsync();
        Assert.Equal(DraftState.Editing, progress.State); // withdrawn before or after it was approved
        Assert.Null(progress.ApprovedBy);
    }

    [Fact]
    public async Task A_draft_that_is_sent_back_says_why_until_it_is_submitted_again()
    {
        await SubmitAsync();
        await _console.Plans.SendBackAsync(_console.Manager, TestConsole.NewId(), _draft, " Tier 2 has no owner ", Ct);

        await EditAsync();
        var progress = await ProgressAsync();
        Assert.Equal((DraftState.Editing, _console.Manager.Name, "Tier 2 has no owner"), (progress.State, progress.SentBack?.By, progress.SentBack?.Reason));

        await SubmitAsync();
        await _console.Plans.WithdrawAsync(_console.Admin, TestConsole.NewId(), _draft, Ct);
        Assert.Null((await ProgressAsync()).SentBack);
    }

    [Fact]
    public async Task A_draft_is_sent_back_with_a_reason_or_not_at_all()
    {
        await SubmitAsync();

        Assert.Equal("reason_missing", await RefusedAsync(() => _console.Plans.SendBackAsync(_console.Manager, TestConsole.NewId(), _draft, "  ", Ct)));
        Assert.Equal(DraftState.Submitted, (await ProgressAsync()).State);
    }

    [Theory]
    [InlineData(Role.Responder)]
    [InlineData(Role.Commander)]
    [InlineData(Role.Auditor)]
    public async Task Without_the_right_nobody_approves(string role)
    {
        await SubmitAsync();
        var actor = role switch { Role.Responder => _console.Responder, Role.Commander => _console.Commander, _ => _console.Auditor };

        await Assert.ThrowsAsync<NotPermittedException>(() => ApproveAsync(actor));
    }

    private Task<int> SubmitAsync() => _console.Plans.SubmitAsync(_console.Admin, TestConsole.NewId(), _draft, "New tiers", Ct);

    private Task<int> ApproveAsync(Actor by) => _console.Plans.ApproveAsync(by, TestConsole.NewId(), _draft, 0, Ct);

    private Task<DraftEdited> EditAsync() => _console.Get<DraftCommands>().EditAsync(_console.Admin, TestConsole.NewId(), _draft, new SetField("meta", "owner", "Ledger team", null), Ct);

    private Task<Guid> PublishAsync(Actor by) => _console.Plans.PublishAsync(by, TestConsole.NewId(), _draft, null, Ct);

    private Task<bool> RuleAsync(bool isOn) => _console.Get<TwoPersonRule>().SetAsync(_console.Admin, TestConsole.NewId(), isOn, Ct);

    private async Task<DraftProgress> ProgressAsync() => (await _console.Get<IPlanQueries>().DraftAsync(_draft, Ct))!.Progress;

    private async Task<Actor> NewAdminAsync() =>
        new(ActorKind.User, await _console.AccessDesk.CreateUserAsync(_console.Admin, TestConsole.NewId(), "second-admin", "Second admin", "no-password", [Role.Admin], Ct), "Second admin");

    private async Task<Actor> NewTokenAsync() =>
        new(ActorKind.Token, (await _console.AccessDesk.CreateTokenAsync(_console.Admin, TestConsole.NewId(), "Pipeline", Role.Admin, null, Ct)).Id, "Pipeline");

    private async Task<JsonElement> DataAsync(string action)
    {
        var entry = await _console.ReadAsync(db => db.AuditEntries.Where(candidate => candidate.Action == action).OrderByDescending(candidate => candidate.Sequence).FirstAsync(Ct));
        return AuditBody.Read(entry.Body).Data;
    }

    private static async Task<string?> RefusedAsync(Func<Task> work) => (await Attempt.Async(work) as RefusedException)?.Code;
}
