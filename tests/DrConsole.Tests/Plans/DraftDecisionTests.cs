using AngleSharp.Dom;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using DrConsole.Web.Access;
using DrConsole.Web.Plans;
using DrConsole.Web.Plans.Approval;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Plans;

public sealed class DraftDecisionTests
{
    private static readonly DateTimeOffset At = PlanSamples.Summary.PublishedAt;

    [Theory]
    [InlineData(DraftState.Editing, "Being edited", "Submit for approval")]
    [InlineData(DraftState.Submitted, "Waits for approval", "Approve")]
    [InlineData(DraftState.Approved, "Approved", "Publish")]
    public async Task In_every_state_one_next_step_stands_out(DraftState state, string badge, string next)
    {
        var page = await RenderAsync(Progress(state));

        Assert.Equal(badge, page.QuerySelector(".badge")!.TextContent);
        Assert.Equal(next, Assert.Single(page.QuerySelectorAll("button.btn-primary")).TextContent);
        Assert.Single(page.QuerySelectorAll("[aria-current=step]"));
    }

    [Fact]
    public async Task Who_had_a_hand_in_it_is_told_that_somebody_else_must_approve()
    {
        var page = await RenderAsync(Progress(DraftState.Submitted), isAuthor: true);

        Assert.Contains("Somebody else must approve it.", page.Body!.TextContent);
        Assert.DoesNotContain("Approve", page.QuerySelectorAll("button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task Without_the_rule_a_draft_can_be_published_as_it_is_and_the_page_says_so()
    {
        var page = await RenderAsync(Progress(DraftState.Editing) with { NeedsSecondPerson = false });

        Assert.Contains("Publish", page.QuerySelectorAll("button").Select(button => button.TextContent));
        Assert.Contains("The two-person rule is off", page.Body!.TextContent);
    }

    [Fact]
    public async Task Why_it_was_sent_back_is_shown_as_text()
    {
        var page = await RenderAsync(Progress(DraftState.Editing) with { SentBack = new("The manager", At, "<b>No</b> owner") });

        Assert.Contains("The manager sent it back", page.Body!.TextContent);
        Assert.Contains("<b>No</b> owner", page.Body.TextContent);
    }

    [Fact]
    public async Task Who_may_nothing_is_offered_nothing()
    {
        var page = await RenderAsync(Progress(DraftState.Submitted), mayAll: false);

        Assert.Empty(page.QuerySelectorAll("button"));
    }

    private static DraftProgress Progress(DraftState state) => new(state, 3, [])
    {
        NeedsSecondPerson = true, SubmittedBy = "The admin", SubmittedAt = At, SubmitNote = "New tiers", ApprovedBy = "The manager", ApprovedAt = At,
    };

    private static Task<IDocument> RenderAsync(DraftProgress progress, bool isAuthor = false, bool mayAll = true) =>
        Rendered.DocumentAsync<DraftDecision>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["Draft"] = PlanSamples.Draft("", PlanSamples.Empty()) with { Progress = progress },
                ["IsAuthor"] = isAuthor,
            },
            services => services.AddSingleton(Away.Plans).AddSingleton<IPlanQueries>(new FakePlanQueries()).AddSingleton<PlanShelf>().AddSingleton<LiveFeed>().AddSingleton(new PlanCommands(null!)).AddScoped<CurrentActor>().AddScoped<PlanDesk>(),
            mayAll);
}
