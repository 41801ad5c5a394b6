using DrConsole.Incidents;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Incidents;

public sealed class IncidentRunTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestConsole _console = default!;
    private Guid _incident;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        _incident = await _console.DeclareAsync();
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Declaring_copies_the_scenarios_steps_and_the_plans_checklists()
    {
        var board = await BoardAsync();

        Assert.Equal(["Stop the booking jobs", "Restore the newest backup", "Balances agree", "Booking jobs run again"], board.Checklists.SelectMany(list => list.Items).Select(item => item.Text));
        Assert.Equal([false, true], board.Checklists.Select(list => list.IsValidation));
        Assert.Equal(("Incident commander", _console.Commander.Name), (board.Roles[0].Role, board.Roles[0].PersonName));
        Assert.Equal("incident.declared", Assert.Single(board.Timeline).Action);
    }

    [Fact]
    public async Task Of_two_people_who_tick_one_item_one_wins_and_the_other_is_told_by_whom()
    {
        var item = (await _console.ItemsAsync(_incident))[0];
        var attempts = await Task.WhenAll(
            Attempt.Async(() => MoveAsync(item, ItemState.Done, by: _console.Responder)),
            Attempt.Async(() => MoveAsync(item, ItemState.Done, by: _console.Commander)));

        var loser = Assert.IsType<RefusedException>(Assert.Single(attempts, failure => failure is not null));
        var winner = (await _console.ItemsAsync(_incident))[0].ChangedByName!;
        Assert.Equal("item_changed", loser.Code);
        Assert.Contains(winner, loser.Message, StringComparison.Ordinal);
        Assert.Single((await BoardAsync()).Timeline, entry => entry.Action == "incident.item.done");
    }

    [Theory]
    [InlineData("1999-12-31T23:59:59.1234567Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public async Task A_note_about_long_ago_does_not_make_the_evidence_look_changed(string occurredAt)
    {
        await _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, "Long ago", DateTimeOffset.Parse(occurredAt, System.Globalization.CultureInfo.InvariantCulture), null, Ct);

        Assert.Empty((await _console.Get<DrConsole.Audit.AuditCheck>().VerifyAsync(Ct)).Faults);
    }

    [Fact]
    public async Task A_decisions_options_are_made_safe_to_store_and_kept_short()
    {
        await DecideAsync([" Fail\0over ", "", null!]);
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => DecideAsync([new string('x', 10_001)]));

        Assert.Equal(["Fail\uFFFDover"], (await BoardAsync()).Decisions[0].Options);
        Assert.Equal("text_too_long", refusal.Code);

        Task<Guid> DecideAsync(IReadOnlyList<string> options) =>
            _console.Desk.DecideAsync(_console.Responder, TestConsole.NewId(), _incident, new("Fail over?", options, "Yes", "It burns"), Ct);
    }

    [Theory]
    [InlineData(ItemState.Skipped)]
    [InlineData(ItemState.NotApplicable)]
    [InlineData(ItemState.Failed)]
    public async Task An_item_is_left_out_or_failed_only_with_a_reason(ItemState to)
    {
        var item = (await _console.ItemsAsync(_incident))[0];

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => MoveAsync(item, to, reason: "  "));
        await MoveAsync(item, to, reason: "The jobs were off already");

        Assert.Equal("reason_missing", refusal.Code);
        Assert.Equal((to, "The jobs were off already"), ((await _console.ItemsAsync(_incident))[0].State, (await _console.ItemsAsync(_incident))[0].Reason));
    }

    [Fact]
    public async Task Undoing_a_tick_is_an_entry_of_its_own()
    {
        await MoveAsync((await _console.ItemsAsync(_incident))[0], ItemState.Done);
        await MoveAsync((await _console.ItemsAsync(_incident))[0], ItemState.ToDo);

        Assert.Equal(["incident.item.to_do", "incident.item.done", "incident.declared"], (await BoardAsync()).Timeline.Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_correction_stands_beside_the_entry_that_it_puts_right()
    {
        var note = await _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, "Restored at 10:10", null, null, Ct);
        await _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, "Restored at 10:20", null, note, Ct);

        var timeline = (await BoardAsync()).Timeline;
        Assert.Equal(["Restored at 10:20", "Restored at 10:10"], timeline.Take(2).Select(entry => entry.Detail));
        Assert.Equal(note, timeline[0].Corrects);
    }

    [Fact]
    public async Task A_note_may_tell_of_the_past_but_not_of_the_future()
    {
        var now = TimeProvider.System.GetUtcNow();
        await _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, "Seen earlier", now.AddMinutes(-20), null, Ct);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, "Will be", now.AddHours(1), null, Ct));

        Assert.Equal("occurred_in_future", refusal.Code);
        var entry = (await BoardAsync()).Timeline[0];
        Assert.InRange((entry.RecordedAt - entry.OccurredAt).TotalMinutes, 19, 22);
    }

    [Fact]
    public async Task An_incident_is_resolved_only_when_its_validation_is_closed_and_the_data_loss_stated()
    {
        Task Resolve(string loss) => _console.Desk.ResolveAsync(_console.Commander, TestConsole.NewId(), _incident, "Restored from backup", loss, Ct);

        var open = await Assert.ThrowsAsync<RefusedException>(() => Resolve("none"));
        var validation = (await BoardAsync()).Checklists.Single(list => list.IsValidation);
        await _console.Desk.SkipRestAsync(_console.Commander, TestConsole.NewId(), _incident, validation.Id, "Only an exercise", Ct);
        var unstated = await Assert.ThrowsAsync<RefusedException>(() => Resolve(" "));
        await Resolve("none");

        Assert.Equal(("validation_open", "data_loss_missing"), (open.Code, unstated.Code));
        Assert.Equal(IncidentState.Resolved, (await BoardAsync()).Incident.State);
    }

    [Fact]
    public async Task A_resolved_incident_can_no_longer_be_changed()
    {
        var validation = (await BoardAsync()).Checklists.Single(list => list.IsValidation);
        await _console.Desk.SkipRestAsync(_console.Commander, TestConsole.NewId(), _incident, validation.Id, "Only an exercise", Ct);
        await _console.Desk.ResolveAsync(_console.Commander, TestConsole.NewId(), _incident, "Done", "none", Ct);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, "Too late", null, null, Ct));

        Assert.Equal("incident_resolved", refusal.Code);
    }

    [Fact]
    public async Task A_responder_does_not_resolve_and_a_manager_does_not_tick()
    {
        var item = (await _console.ItemsAsync(_incident))[0];

        await Assert.ThrowsAsync<NotPermittedException>(() => _console.Desk.ResolveAsync(_console.Responder, TestConsole.NewId(), _incident, "x", "none", Ct));
        await Assert.ThrowsAsync<NotPermittedException>(() => MoveAsync(item, ItemState.Done, by: _console.Manager));
    }

    [Fact]
    public async Task An_incident_stays_on_its_plan_version_and_says_that_the_plan_has_changed()
    {
        var before = await BoardAsync();
        var plan = (await _console.Get<DrConsole.Plans.IPlanQueries>().ListAsync(Ct)).Single();
        await _console.PublishPlanAsync(SmallPlan.Text.Replace("Stop the booking jobs", "Something new", StringComparison.Ordinal), plan.PlanId);

        var after = await BoardAsync();
        Assert.Equal((before.PlanVersionId, 1, true), (after.PlanVersionId, after.PlanVersionNumber, after.PlanHasChanged));
        Assert.Equal((plan.PlanId, 2), (after.PlanId, after.PlanCurrentNumber));
        Assert.Equal("Stop the booking jobs", after.Checklists[0].Items[0].Text);
    }

    [Fact]
    public async Task A_role_that_is_handed_on_has_one_holder_and_two_entries()
    {
        await _console.Desk.AssignRoleAsync(_console.Commander, TestConsole.NewId(), _incident, "Scribe", _console.Responder.Id, Ct);
        await _console.Desk.AssignRoleAsync(_console.Commander, TestConsole.NewId(), _incident, "scribe", _console.Admin.Id, Ct);

        var board = await BoardAsync();
        Assert.Equal(_console.Admin.Name, Assert.Single(board.Roles, role => string.Equals(role.Role, "scribe", StringComparison.OrdinalIgnoreCase)).PersonName);
        Assert.Equal(2, board.Timeline.Count(entry => entry.Action == "incident.role.assigned"));
    }

    [Fact]
    public async Task Words_in_a_note_that_the_database_cannot_keep_are_made_safe()
    {
        await _console.Desk.AddNoteAsync(_console.Responder, TestConsole.NewId(), _incident, "a\0b\ud800c\u202Ed", null, null, Ct);

        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd", (await BoardAsync()).Timeline[0].Detail);
    }

    private async Task<IncidentBoard> BoardAsync() => (await _console.Incidents.BoardAsync(_incident, Ct))!;

    private Task<int> MoveAsync(BoardItem item, ItemState to, string? reason = null, DrConsole.Access.Actor? by = null) =>
        _console.Desk.MoveItemAsync(by ?? _console.Responder, TestConsole.NewId(), _incident, item.Id, to, reason, item.Revision, Ct);
}
