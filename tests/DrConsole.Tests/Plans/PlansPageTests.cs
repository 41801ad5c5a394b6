using DrConsole.Plans;
using DrConsole.Tests.Support;
using DrConsole.Web.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Plans;

public sealed class PlansPageTests
{
    [Fact]
    public async Task A_failing_read_offers_a_retry_and_never_looks_empty()
    {
        var html = await RenderAsync(static () => throw new TimeoutException("password=secret"));

        Assert.Contains("Try again", html);
        Assert.Contains("This does not mean that there is nothing.", html);
        Assert.DoesNotContain("There is no plan yet", html);
        Assert.DoesNotContain("secret", html);
    }

    [Fact]
    public async Task Without_any_plan_the_first_action_is_offered()
    {
        var html = await RenderAsync(static () => []);

        Assert.Contains("There is no plan yet", html);
        Assert.Contains("href=\"/plans/import\"", html);
    }

    [Fact]
    public async Task Who_may_not_edit_is_not_offered_an_import()
    {
        var html = await RenderAsync(static () => [], mayAll: false);

        Assert.DoesNotContain("/plans/import", html);
    }

    [Fact]
    public async Task A_plan_without_a_review_date_says_so()
    {
        var html = await RenderAsync(static () => [new(PlanSamples.PlanId, "Shop plan", PlanSamples.Summary with { NextReview = null }, null, null, null)]);

        Assert.Contains("No review date", html);
        Assert.Contains($"/plans/versions/{PlanSamples.VersionId}", html);
    }

    [Fact]
    public async Task A_plan_that_is_only_a_draft_leads_to_the_draft()
    {
        var draft = new Guid("01980000-0000-7000-8000-0000000000cc");

        var html = await RenderAsync(() => [new(PlanSamples.PlanId, "Payroll", null, draft, PlanSamples.Summary.PublishedAt, "somebody")]);

        Assert.Contains("not published yet", html);
        Assert.Contains($"/plans/drafts/{draft}", html);
    }

    [Fact]
    public async Task Plans_of_one_title_are_told_apart_by_their_files()
    {
        var html = await RenderAsync(static () =>
        [
            new(PlanSamples.PlanId, "Recovery plan", PlanSamples.Summary, null, null, null) { FileName = "north.md" },
            new(Guid.Empty, "Recovery plan", PlanSamples.Summary, null, null, null) { FileName = "south.md" },
            new(PlanSamples.VersionId, "Another", PlanSamples.Summary, null, null, null) { FileName = "other.md" },
        ]);

        Assert.Contains("north.md", html);
        Assert.Contains("south.md", html);
        Assert.DoesNotContain("other.md", html);
    }

    private static Task<string> RenderAsync(Func<IReadOnlyList<PlanSummary>> list, bool mayAll = true) =>
        Rendered.HtmlAsync<PlansPage>(register: services => services.AddSingleton(Away.Plans).AddSingleton<IPlanQueries>(new FakePlanQueries { List = list }).AddSingleton<DrConsole.Plans.Review.IImportQueries>(new FakeImportQueries()).AddSingleton<DrConsole.Platform.LiveFeed>(), mayAll: mayAll);
}
