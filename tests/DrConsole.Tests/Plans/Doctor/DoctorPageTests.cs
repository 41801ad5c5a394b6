using AngleSharp.Dom;
using DrConsole.Plans;
using DrConsole.Plans.Doctor;
using DrConsole.Tests.Support;
using DrConsole.Web.Plans.Doctor;

namespace DrConsole.Tests.Plans.Doctor;

public sealed class DoctorPageTests
{
    private static readonly Finding Dangerous = new("danger-without-approval", FindingSeverity.Warning, "step/a", "It <b>drops</b> all.", "Ask somebody.")
    {
        Evidence = [new("meta", new(2, 3), "dropdb <shop>")], Fix = new("Ask for approval", [new("step/a", "needsApproval", "true")]),
    };

    [Fact]
    public async Task Findings_are_shown_as_text_with_shape_word_and_the_way_to_their_lines()
    {
        var page = await RenderAsync([new(Dangerous, null, false)], draft: true);

        Assert.Contains("It <b>drops</b> all.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 warning", page.QuerySelector(".badge-warning")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".badge-warning .icon"));
        Assert.Equal("2-3", page.QuerySelector("[data-lines]")!.GetAttribute("data-lines"));
        Assert.Contains(page.QuerySelectorAll("button"), button => button.TextContent is "Ask for approval");
    }

    [Fact]
    public async Task A_published_version_offers_no_mend()
    {
        var page = await RenderAsync([new(Dangerous, null, false)], draft: false);

        Assert.DoesNotContain(page.QuerySelectorAll("button"), button => button.TextContent is "Ask for approval");
    }

    [Fact]
    public async Task A_waiver_says_who_why_and_until_when_and_one_that_is_over_says_so()
    {
        var waiver = new PlanWaiver { Rule = Dangerous.Rule, Subject = Dangerous.Subject, Reason = "It is a scratch database.", ExpiresOn = new(2026, 12, 31), ByName = "The manager" };

        var standing = (await RenderAsync([new(Dangerous, waiver, true)], draft: true)).Body!.TextContent;
        var over = (await RenderAsync([new(Dangerous, waiver, false)], draft: true)).Body!.TextContent;

        Assert.Contains("Waived until 2026-12-31", standing, StringComparison.Ordinal);
        Assert.Contains("The manager", standing, StringComparison.Ordinal);
        Assert.Contains("It is a scratch database.", standing, StringComparison.Ordinal);
        Assert.Contains("The waiver ended 2026-12-31", over, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_the_rules_names_every_rule()
    {
        var page = await Rendered.DocumentAsync<DoctorRulesPage>();

        Assert.Equal(PlanRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), page.QuerySelectorAll("dt[id]").Select(term => term.Id!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_counts_are_drawn_and_said()
    {
        var page = await Rendered.DocumentAsync<SeverityBars>(new Dictionary<string, object?> { ["Findings"] = new[] { Dangerous, Dangerous with { Severity = FindingSeverity.Error } } });

        Assert.Equal("1 error, 1 warning, 0 hints", page.QuerySelector("[role=img]")!.GetAttribute("aria-label"));
        Assert.Equal(["100%", "100%", "0%"], page.QuerySelectorAll("rect").Select(bar => bar.GetAttribute("width")!));
    }

    private static Task<IDocument> RenderAsync(IReadOnlyList<JudgedFinding> findings, bool draft) => Rendered.DocumentAsync<ShownFindings>(
        new Dictionary<string, object?>
        {
            ["Findings"] = findings,
            ["Context"] = new FindingContext(
                Guid.NewGuid(), new(RuleCase.Empty), true, draft ? Guid.NewGuid() : null, draft ? null : Guid.NewGuid(), static () => Task.CompletedTask, TestContext.Current.CancellationToken),
        },
        static services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, new DoctorDesk(null!, null!, null!, null!, TimeProvider.System)));
}
