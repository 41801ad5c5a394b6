using DrConsole.Plans;
using DrConsole.Plans.Review;
using DrConsole.Tests.Support;
using DrConsole.Web.Access;
using DrConsole.Web.Plans.Review;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace DrConsole.Tests.Plans.Review;

public sealed class ImportPageTests
{
    [Fact]
    public async Task A_plan_that_has_a_draft_gets_changes_of_it_proposed()
    {
        var page = await Rendered.DocumentAsync<ImportPage>(register: services => Register(services, () =>
        [
            new(PlanSamples.PlanId, "Shop plan", PlanSamples.Summary, null, null, null),
            new(PlanSamples.VersionId, "Payroll", null, PlanSamples.VersionId, PlanSamples.Summary.PublishedAt, "somebody"),
        ]));

        Assert.Equal(["A new plan", "The next version of “Shop plan”", "Changes of the draft of “Payroll”"], page.QuerySelectorAll("option").Select(static option => option.TextContent));
        Assert.True(page.QuerySelector("input[type=file]")!.HasAttribute("multiple"));
    }

    [Fact]
    public async Task Without_a_live_connection_nothing_can_be_sent_in_vain()
    {
        var page = await Rendered.DocumentAsync<ImportPage>(register: static services => Register(services, static () => []));

        Assert.All(page.QuerySelectorAll("input[type=file], .btn-primary"), static control => Assert.True(control.HasAttribute("disabled")));
    }

    private static void Register(IServiceCollection services, Func<IReadOnlyList<PlanSummary>> list) => services
        .AddSingleton<IPlanQueries>(new FakePlanQueries { List = list })
        .AddSingleton(new ImportCommands(null!))
        .AddScoped<CurrentActor>()
        .AddReviewPages()
        .AddSingleton<IJSRuntime, NoBrowser>();
}
