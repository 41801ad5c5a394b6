using DrConsole.Plans;
using DrConsole.Tests.Support;
using DrConsole.Web.Access;
using DrConsole.Web.Plans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace DrConsole.Tests.Plans;

public sealed class ImportPageTests
{
    [Fact]
    public async Task A_plan_that_has_a_draft_cannot_get_another()
    {
        var page = await Rendered.DocumentAsync<ImportPage>(register: services => Register(services, () =>
        [
            new(PlanSamples.PlanId, "Shop plan", PlanSamples.Summary, null, null, null),
            new(PlanSamples.VersionId, "Payroll", null, PlanSamples.VersionId, PlanSamples.Summary.PublishedAt, "somebody"),
        ]));

        Assert.Equal(["A new plan", "The next version of “Shop plan”", "The next version of “Payroll” (has a draft already)"], page.QuerySelectorAll("option").Select(static option => option.TextContent));
        Assert.Single(page.QuerySelectorAll("option[disabled]"));
    }

    [Fact]
    public async Task Without_a_live_connection_nothing_can_be_sent_in_vain()
    {
        var page = await Rendered.DocumentAsync<ImportPage>(register: static services => Register(services, static () => []));

        Assert.All(page.QuerySelectorAll("input[type=file], .btn-primary"), static control => Assert.True(control.HasAttribute("disabled")));
    }

    private static void Register(IServiceCollection services, Func<IReadOnlyList<PlanSummary>> list) => services
        .AddSingleton<IPlanQueries>(new FakePlanQueries { List = list })
        .AddSingleton(new PlanCommands(null!))
        .AddScoped<CurrentActor>()
        .AddPlanPages()
        .AddSingleton<IJSRuntime, NoBrowser>();

    private sealed class NoBrowser : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new NotSupportedException();

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => throw new NotSupportedException();
    }
}
