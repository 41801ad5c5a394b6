using AngleSharp.Dom;
using DrConsole.Plans;
using DrConsole.Tests.Support;
using DrConsole.Web.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Plans;

public sealed class PlanVersionPageTests
{
    private const string Markup = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    [Fact]
    public async Task Markup_in_a_plan_is_shown_as_text_in_every_part()
    {
        var page = await RenderAsync(Hostile(), part: PlanPart.Whole);

        Assert.Empty(page.QuerySelectorAll("script, img, [onerror], [style], iframe"));
        Assert.Contains(Markup, page.Body!.TextContent);
        Assert.DoesNotContain(page.QuerySelectorAll("a"), static link => link.GetAttribute("href")!.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_placeholder_contact_is_flagged()
    {
        var plan = PlanSamples.Empty() with { Contacts = [new() { Key = "contact/a", Role = "Commander", Placeholder = "[Contact]" }] };

        var text = (await RenderAsync(plan, part: "contacts")).Body!.TextContent;

        Assert.Contains("Placeholder", text);
        Assert.Contains("[Contact]", text);
        Assert.Contains("Nobody can be reached there", text);
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task An_empty_part_says_that_the_plan_says_nothing(string part)
    {
        var page = await RenderAsync(PlanSamples.Empty(), part);

        Assert.Matches("says nothing about|found a place", page.QuerySelector(".empty")!.TextContent);
    }

    [Fact]
    public async Task A_scenario_shows_steps_in_order_with_danger_command_and_the_way_to_declare()
    {
        var plan = PlanSamples.Empty() with
        {
            Scenarios = [PlanSamples.Scenario(
                PlanSamples.Step("Confirm the outage"),
                PlanSamples.Step("Wipe the volume") with { Dangerous = true, Commands = [new("rm -rf \"$DATA\"")] })],
        };

        var page = await RenderAsync(plan, scenario: "database-lost");

        Assert.Equal("Database lost", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["1", "2"], page.QuerySelectorAll(".step-number").Select(static n => n.TextContent));
        Assert.Contains("Dangerous", page.QuerySelectorAll(".checklist-row")[1].TextContent);
        Assert.Equal("rm -rf \"$DATA\"", page.QuerySelector(".command code")!.TextContent);
        Assert.Contains("0 min – 30 min", page.Body!.TextContent);
        Assert.NotNull(page.QuerySelector($"a[href='/incidents/declare?version={PlanSamples.VersionId}&scenario=scenario%2Fdatabase-lost']"));
    }

    [Fact]
    public async Task A_step_links_to_what_it_refers_to_and_says_that_it_needs_approval()
    {
        var plan = PlanSamples.Empty() with
        {
            Scenarios = [PlanSamples.Scenario(PlanSamples.Step("Restore") with { RefersTo = ["procedure/restore", "procedure/gone"], NeedsApproval = true, Minutes = 90 })],
            Procedures = [new() { Key = "procedure/restore", Title = "Ledger restore" }],
        };

        var step = (await RenderAsync(plan, scenario: "database-lost")).QuerySelector(".checklist-row")!;

        Assert.Equal($"/plans/versions/{PlanSamples.VersionId}/procedures#procedure-restore", Assert.Single(step.QuerySelectorAll("a")).GetAttribute("href"));
        Assert.Contains("Needs approval", step.TextContent);
        Assert.Contains("1 h 30 min", step.TextContent);
    }

    [Fact]
    public async Task A_backup_policy_shows_its_schedule_and_rules()
    {
        var plan = PlanSamples.Empty() with
        {
            Backups = [new() { Key = "backup/a", What = "Ledger", SourceKind = BackupSourceKind.PostgreSql, Cron = "0 2 * * *", RetentionRules = [new(RetentionKind.Daily, 7), new(RetentionKind.Age, Days: 30)] }],
        };

        var text = (await RenderAsync(plan, part: "backups")).Body!.TextContent;

        Assert.Contains("PostgreSQL", text);
        Assert.Contains("0 2 * * * (UTC)", text);
        Assert.Contains("7 daily, 30 days", text);
    }

    [Fact]
    public async Task The_change_record_stands_with_the_notes()
    {
        var plan = PlanSamples.Empty() with { Changes = [new() { Key = "change/1", Text = "New phone list", Version = "1.1" }] };

        Assert.Contains("New phone list", (await RenderAsync(plan, part: "notes")).Body!.TextContent);
    }

    [Fact]
    public async Task From_an_old_version_no_incident_is_declared()
    {
        var plan = PlanSamples.Empty() with { Scenarios = [PlanSamples.Scenario(PlanSamples.Step("Confirm"))] };

        var page = await RenderAsync(plan, scenario: "database-lost", isCurrent: false);

        Assert.Contains("Not the current version", page.Body!.TextContent);
        Assert.Null(page.QuerySelector(".plan-part a[href^='/incidents/declare']"));
    }

    [Theory]
    [InlineData("no-such-part", null)]
    [InlineData(null, "no-such-scenario")]
    public async Task An_address_that_names_nothing_says_so(string? part, string? scenario)
    {
        var page = await RenderAsync(PlanSamples.Empty(), part, scenario);

        Assert.Equal("This plan has no such part", page.QuerySelector("h1")!.TextContent);
    }

    public static TheoryData<string> Parts() => [.. PlanPart.All.Select(static part => part.Slug)];

    private static PlanDocument Hostile() => new()
    {
        Meta = new() { Title = Markup, Owner = Markup, Summary = $"{Markup}\n\n[press](javascript:alert(3)) <javascript:alert(4)> ![p](https://elsewhere.example/p.png)\n\n|a|\n|:-:|\n|{Markup}|" },
        Scenarios = [PlanSamples.Scenario(PlanSamples.Step(Markup) with { Commands = [new(Markup) { Title = Markup, Language = Markup }] }) with { Title = Markup, Detection = [Markup] }],
        Objectives = [new() { Key = "o", Scope = Markup, Remark = Markup, RtoMinutes = 5 }],
        Procedures = [new() { Key = "p", Title = Markup, Link = "javascript:alert(5)", Description = Markup }],
        Contacts = [new() { Key = "c", Role = Markup, Email = "\"><script>alert(6)</script>", Placeholder = Markup }],
        Notes = [new() { Key = "n", Under = [Markup], Text = Markup }],
    };

    private static Task<IDocument> RenderAsync(PlanDocument plan, string? part = null, string? scenario = null, bool isCurrent = true) =>
        Rendered.DocumentAsync<PlanVersionPage>(
            new Dictionary<string, object?> { ["VersionId"] = PlanSamples.VersionId, ["Part"] = part, ["ScenarioName"] = scenario },
            services => services.AddSingleton(Away.Plans).AddSingleton<IPlanQueries>(new FakePlanQueries { Version = () => PlanSamples.Version(plan, isCurrent) }).AddPlanPages());
}
