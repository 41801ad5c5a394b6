using DrConsole.Plans.Doctor;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Plans.Doctor;

public sealed class WaiverTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Text = "# Shop plan\n\n## Scenario: Server lost\n\n### Steps\n1. Rebuild\n   ```bash\n   terraform apply\n   ```\n\n**Next Review**: Quarterly\n";
    private TestConsole _console = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    public async ValueTask InitializeAsync() => _console = await TestConsole.CreateAsync(postgres);

    public async ValueTask DisposeAsync() => await _console.DisposeAsync();

    [Fact]
    public async Task A_waived_finding_is_quiet_until_its_day_and_then_comes_back()
    {
        var draft = await DraftAsync();
        var (patient, finding) = await FindingAsync(draft, "no-owner");
        await Waivers.WaiveAsync(_console.Manager, TestConsole.NewId(), patient.PlanId, finding.Rule, finding.Subject, "The owner is named next month.", Today.AddDays(30), Ct);

        var waivers = (await Queries.DraftAsync(draft, Ct))!.Waivers;

        Assert.True(Assert.Single(Waived.Judge([finding], waivers, Today.AddDays(30))).IsWaived);
        var expired = Assert.Single(Waived.Judge([finding], waivers, Today.AddDays(31)));
        Assert.False(expired.IsWaived);
        Assert.Equal(_console.Manager.Name, expired.Waiver!.ByName);
    }

    [Fact]
    public async Task A_waiver_that_is_taken_back_holds_no_longer_and_both_are_audited()
    {
        var draft = await DraftAsync();
        var (patient, finding) = await FindingAsync(draft, "no-owner");
        var waiver = await Waivers.WaiveAsync(_console.Manager, TestConsole.NewId(), patient.PlanId, finding.Rule, finding.Subject, "For now.", Today.AddDays(1), Ct);

        await Waivers.RevokeAsync(_console.Admin, TestConsole.NewId(), waiver, Ct);

        Assert.Empty((await Queries.DraftAsync(draft, Ct))!.Waivers);
        Assert.Equal(2, await _console.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action.StartsWith("plan.finding."), Ct)));
        Assert.Equal("waiver_revoked", (await Assert.ThrowsAsync<RefusedException>(() => Waivers.RevokeAsync(_console.Admin, TestConsole.NewId(), waiver, Ct))).Code);
    }

    [Theory]
    [InlineData("no-owner", "", 1, "reason_missing")]
    [InlineData("no-owner", "Because.", -1, "expiry_past")]
    [InlineData("no-owner", "Because.", 367, "expiry_too_far")]
    [InlineData("no-such-rule", "Because.", 1, "rule_unknown")]
    public async Task A_waiver_without_reason_rule_or_sensible_day_is_refused(string rule, string reason, int days, string code)
    {
        var patient = (await Queries.DraftAsync(await DraftAsync(), Ct))!;

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Waivers.WaiveAsync(_console.Manager, TestConsole.NewId(), patient.PlanId, rule, "owner", reason, Today.AddDays(days), Ct));

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public async Task Who_may_not_publish_may_not_waive()
    {
        var patient = (await Queries.DraftAsync(await DraftAsync(), Ct))!;

        await Assert.ThrowsAsync<NotPermittedException>(() => Waivers.WaiveAsync(_console.Responder, TestConsole.NewId(), patient.PlanId, "no-owner", "owner", "Because.", Today, Ct));
    }

    [Fact]
    public async Task A_mend_changes_the_draft_as_an_edit_that_can_be_taken_back()
    {
        var draft = await DraftAsync();
        var (_, finding) = await FindingAsync(draft, "review-without-date");

        await Mends.ApplyAsync(_console.Admin, TestConsole.NewId(), draft, finding.Rule, finding.Subject, Ct);

        Assert.NotNull((await Queries.DraftAsync(draft, Ct))!.Document.Meta.NextReview);
        Assert.Equal("nextReview", (await _console.ReadAsync(db => db.PlanDraftEdits.SingleAsync(edit => edit.DraftId == draft, Ct))).Field);
        Assert.Equal("finding_gone", (await Assert.ThrowsAsync<RefusedException>(() => Mends.ApplyAsync(_console.Admin, TestConsole.NewId(), draft, finding.Rule, finding.Subject, Ct))).Code);
    }

    [Fact]
    public async Task A_version_keeps_what_was_found_when_it_was_published()
    {
        var version = await _console.PublishPlanAsync(Text);

        var patient = (await Queries.VersionAsync(version, Ct))!;

        Assert.Contains(patient.Stored!.Findings, finding => finding.Rule is "nobody-to-call");
        Assert.True((await Queries.OpenErrorsAsync(Today, Ct))[version] > 0);
    }

    private WaiverCommands Waivers => _console.Get<WaiverCommands>();

    private DraftMends Mends => _console.Get<DraftMends>();

    private IDoctorQueries Queries => _console.Get<IDoctorQueries>();

    private Task<Guid> DraftAsync() => _console.Plans.ImportAsync(_console.Admin, TestConsole.NewId(), "plan.md", Text, Ct);

    private async Task<(Patient Patient, Finding Finding)> FindingAsync(Guid draft, string rule)
    {
        var patient = (await Queries.DraftAsync(draft, Ct))!;
        return (patient, PlanDoctor.Examine(patient.Document, patient.SourceText, Today).First(finding => string.Equals(finding.Rule, rule, StringComparison.Ordinal)));
    }
}
