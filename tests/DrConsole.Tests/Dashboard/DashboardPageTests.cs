using DrConsole.Incidents;
using DrConsole.Plans;
using DrConsole.Plans.Doctor;
using DrConsole.Platform;
using DrConsole.Reports;
using DrConsole.Tests.Backups.Pages;
using DrConsole.Tests.Reports;
using DrConsole.Tests.Support;
using DrConsole.Web.Backups;
using DrConsole.Web.Dashboard;
using DrConsole.Web.Plans;
using Microsoft.Extensions.DependencyInjection;
using Evidence = DrConsole.Reports.Evidence;

namespace DrConsole.Tests.Dashboard;

public sealed class DashboardPageTests
{
    private static readonly DateTimeOffset Declared = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    private static readonly IncidentRow Open = new(
        new Guid("01980000-0000-7000-8000-000000000001"), 7, "Orders database lost", IncidentKind.Real, IncidentState.Open, null, null, 60, Declared, "Ann", null, "Bo", 2, 5);

    private static readonly IncidentRow Resolved = Open with { Number = 6, Title = "Region lost", State = IncidentState.Resolved, ResolvedAt = Declared.AddMinutes(50) };

    [Fact]
    public async Task An_open_incident_stands_first_with_its_clock()
    {
        var page = await RenderAsync(filter => filter.State == IncidentState.Open ? [Open] : []);

        Assert.Contains("1 incident is open", page);
        Assert.Contains("INC-7 Orders database lost", page);
        Assert.Contains("data-until=\"2026-11-20T10:30:00.0000000Z\"", page);
        Assert.DoesNotContain("No incident is open", page);
    }

    [Fact]
    public async Task A_drill_alone_is_not_called_an_incident()
    {
        var page = await RenderAsync(filter => filter.State == IncidentState.Open ? [Open with { Kind = IncidentKind.Drill }] : []);

        Assert.Contains("One exercise is under way, no real incident", page);
        Assert.DoesNotContain("is-real", page);
    }

    [Fact]
    public async Task When_none_is_open_it_says_so_with_the_last_resolved_one()
    {
        var page = await RenderAsync(filter => filter.State == IncidentState.Resolved ? [Resolved] : []);

        Assert.Contains("No incident is open", page);
        Assert.Contains("INC-6 Region lost", page);
        Assert.Contains("0:50:00", page);
    }

    [Fact]
    public async Task A_failing_read_of_incidents_never_looks_calm()
    {
        var page = await RenderAsync(static _ => throw new TimeoutException());

        Assert.Contains("Try again", page);
        Assert.DoesNotContain("No incident is open", page);
    }

    [Fact]
    public async Task Recovery_is_called_unmeasured_and_targets_stand_beside_an_empty_column()
    {
        var document = PlanSamples.Empty() with { Objectives = [new() { Key = "objective/orders", Scope = "Orders", RtoMinutes = 240, RpoMinutes = 15 }] };

        var page = await RenderAsync(static _ => [], document);

        Assert.Contains("Not measured yet", page);
        Assert.Contains("no objective is proven", page);
        Assert.Contains("4 h", page);
        Assert.Contains("not yet", page);
    }

    [Fact]
    public async Task What_was_proven_stands_beside_its_target_with_whether_it_is_kept()
    {
        var document = PlanSamples.Empty() with { Objectives = [new() { Key = "objective/orders", Scope = "Orders", RtoMinutes = 240, RpoMinutes = 15 }] };
        var planned = PlannedObjective.Of(PlanSamples.VersionId, "Shop plan", document);

        var page = await RenderAsync(static _ => [], document, evidence: () => Evidence.Of([Facts.Proven()], planned, [], Facts.Now));

        Assert.Contains("RPO 10 h", page);
        Assert.Contains(", broken", page);
        Assert.Contains("RTO not measured", page);
        Assert.Contains("Nothing is proven", page);
        Assert.DoesNotContain("Not measured yet", page);
    }

    [Fact]
    public async Task Evidence_that_cannot_be_read_is_not_called_unmeasured()
    {
        var page = await RenderAsync(static _ => [], PlanSamples.Empty(), evidence: static () => throw new TimeoutException());

        Assert.Contains("This does not mean that nothing is proven.", page);
        Assert.DoesNotContain("Not measured yet", page);
    }

    [Fact]
    public async Task What_needs_attention_leads_to_where_it_can_be_mended()
    {
        var page = await RenderAsync(static _ => [], PlanSamples.Empty());

        Assert.Contains($"href=\"/plans/versions/{PlanSamples.VersionId}/contacts\"", page);
        Assert.Contains("has no escalation path", page);
        Assert.DoesNotContain("Nothing waits", page);
    }

    [Fact]
    public async Task Without_a_plan_the_first_action_is_offered_only_to_who_may_take_it()
    {
        Assert.Contains("/plans/import", await RenderAsync(static _ => []));
        Assert.DoesNotContain("/plans/import", await RenderAsync(static _ => [], mayAll: false));
    }

    private static Task<string> RenderAsync(Func<IncidentFilter, IReadOnlyList<IncidentRow>> incidents, PlanDocument? document = null, bool mayAll = true, Func<Evidence>? evidence = null)
    {
        var plans = document is null ? new FakePlanQueries() : new FakePlanQueries
        {
            List = static () => [new(PlanSamples.PlanId, "Shop plan", PlanSamples.Summary, null, null, null)],
            Version = () => PlanSamples.Version(document),
        };
        return Rendered.HtmlAsync<DashboardPage>(
            register: services => services.AddSingleton(Away.Incidents).AddSingleton(Away.Plans).AddSingleton<IPlanQueries>(plans).AddSingleton<IIncidentQueries>(new FakeIncidentQueries { List = incidents })
                .AddSingleton<IDoctorQueries>(new FakeDoctorQueries()).AddSingleton<LiveFeed>().AddPlanPages().AddDashboard()
                .AddSingleton<IEvidenceQueries>(new FakeEvidence(evidence ?? (static () => Evidence.Of([], [], [], Facts.Now)))).AddSingleton<EvidenceShelf>(),
            mayAll: mayAll);
    }
}
