using AngleSharp.Dom;
using DrConsole.Plans;
using DrConsole.Plans.Compare;
using DrConsole.Tests.Support;
using DrConsole.Web.Plans.Compare;

namespace DrConsole.Tests.Plans.Compare;

public sealed class DifferencesTests
{
    private static readonly PlanDocument Plan = PlanSamples.Empty() with
    {
        Tiers = [new() { Key = "tier/a", Name = "Severe", RtoMinutes = 240, Description = "Orders stand still" }],
        Scenarios = [PlanSamples.Scenario(PlanSamples.Step("Stop"), PlanSamples.Step("Restore"), PlanSamples.Step("Check"))],
    };

    [Fact]
    public async Task A_changed_field_shows_both_values_with_the_words_marked()
    {
        var page = await RenderAsync(Plan with { Tiers = [Plan.Tiers[0] with { RtoMinutes = 90, Description = "Orders and payments stand still" }] });

        Assert.Equal(["Impact tiers 1"], page.QuerySelectorAll("h3").Select(heading => heading.TextContent));
        Assert.Contains("1 difference: 1 changed", page.Body!.TextContent);
        Assert.Equal(["and payments "], page.QuerySelectorAll("dd:first-of-type ins").Select(word => word.TextContent));
        Assert.Contains("4 h", page.Body.TextContent);
        Assert.Contains("1 h 30 min", page.Body.TextContent);
    }

    [Fact]
    public async Task What_the_plan_says_is_shown_as_text()
    {
        var page = await RenderAsync(Plan with { Tiers = [Plan.Tiers[0] with { Description = "<script>alert(1)</script> & more" }] });

        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Contains("<script>alert(1)</script> & more", page.Body!.TextContent);
    }

    [Fact]
    public async Task A_removed_scenario_says_what_goes_with_it()
    {
        var page = await RenderAsync(Plan with { Scenarios = [] });

        Assert.Equal("Removed", page.QuerySelector(".diff-item .badge")!.TextContent);
        Assert.Equal(["Phase: First", "Step: Stop", "Step: Restore", "Step: Check"], page.QuerySelectorAll("details li").Select(held => held.TextContent));
    }

    [Fact]
    public async Task A_moved_step_says_where_it_stands_now()
    {
        var page = await RenderAsync(Plan with { Scenarios = [PlanSamples.Scenario(PlanSamples.Step("Restore"), PlanSamples.Step("Check"), PlanSamples.Step("Stop"))] });

        Assert.Contains("in Database lost › First", page.Body!.TextContent);
        Assert.Contains("now behind “Check”", page.Body.TextContent);
    }

    [Fact]
    public async Task Two_that_say_the_same_say_so() => Assert.Contains("Both say the same.", (await RenderAsync(Plan)).Body!.TextContent);

    private static Task<IDocument> RenderAsync(PlanDocument after) =>
        Rendered.DocumentAsync<Differences>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Comparison"] = PlanComparison.Of(Plan, after) });
}
