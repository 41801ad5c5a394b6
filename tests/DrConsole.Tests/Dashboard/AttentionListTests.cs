using DrConsole.Plans;
using DrConsole.Tests.Support;
using DrConsole.Web.Dashboard;

namespace DrConsole.Tests.Dashboard;

public sealed class AttentionListTests
{
    [Fact]
    public async Task When_nothing_waits_it_says_so_and_what_it_cannot_tell()
    {
        var html = await RenderAsync([]);

        Assert.Contains("Nothing waits", html);
        Assert.Contains("Whether the plan is right, it cannot tell.", html);
    }

    [Fact]
    public async Task A_long_list_folds_what_is_less_urgent()
    {
        var html = await RenderAsync([.. Enumerable.Range(1, 9).Select(n => new AttentionFact(AttentionKind.NoReviewDate, AttentionWeight.Weak, $"Fact {n}"))]);

        Assert.Contains("2 more", html);
        Assert.True(html.IndexOf("Fact 7", StringComparison.Ordinal) < html.IndexOf("<details", StringComparison.Ordinal));
        Assert.True(html.IndexOf("Fact 8", StringComparison.Ordinal) > html.IndexOf("<details", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kind_of_fact_has_a_place_to_go()
    {
        foreach (var kind in Enum.GetValues<AttentionKind>())
        {
            Assert.StartsWith("/plans", AttentionLinks.Of(new(kind, AttentionWeight.Weak, "Fact", TargetId: PlanSamples.VersionId)));
        }
    }

    private static Task<string> RenderAsync(IReadOnlyList<AttentionFact> facts) =>
        Rendered.HtmlAsync<AttentionList>(new Dictionary<string, object?> { [nameof(AttentionList.Facts)] = facts });
}
