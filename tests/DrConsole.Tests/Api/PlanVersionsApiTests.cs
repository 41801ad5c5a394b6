using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Api;

public sealed class PlanVersionsApiTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestWeb _web = default!;
    private HttpClient _admin = default!;
    private HttpClient _manager = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.CreateAsync(postgres);
        (_admin, _manager) = (await _web.ClientAsync(Role.Admin), await _web.ClientAsync(Role.Manager));
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task A_plan_goes_from_document_to_version_by_machine_with_two_tokens()
    {
        var draft = (await (await _admin.PostAsJsonAsync("/api/v1/plans/drafts", new { fileName = "plan.md", text = SmallPlan.Text }, Ct)).Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetGuid();
        var path = $"/api/v1/plans/drafts/{draft}";

        await ProblemAsync(_admin.PutAsJsonAsync($"{path}/publication", new { note = "x" }, Ct), "not_approved");
        var submitted = await (await _admin.PutAsJsonAsync($"{path}/submission", new { note = "First" }, Ct)).Content.ReadFromJsonAsync<JsonElement>(Ct);
        await ProblemAsync(_admin.PutAsJsonAsync($"{path}/approval", new { revision = 0 }, Ct), "second_person_needed");
        await ProblemAsync(_manager.PutAsJsonAsync($"{path}/approval", new { revision = 7 }, Ct), "draft_changed");
        var approved = await _manager.PutAsJsonAsync($"{path}/approval", new { revision = submitted.GetProperty("revision").GetInt32() }, Ct);
        var published = await _manager.PutAsJsonAsync($"{path}/publication", new { note = (string?)null }, Ct);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (approved.StatusCode, published.StatusCode));
    }

    [Fact]
    public async Task Versions_are_listed_and_two_of_them_compared()
    {
        var plan = await TwoVersionsAsync();

        var versions = await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/plans/{plan}/versions", Ct);
        var differences = await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/plans/{plan}/comparison?from=1&to=2", Ct);

        Assert.Equal([2, 1], versions.EnumerateArray().Select(version => version.GetProperty("number").GetInt32()));
        Assert.All(versions.EnumerateArray(), version => Assert.True(version.GetProperty("isIntact").GetBoolean()));
        Assert.Contains(differences.EnumerateArray(), row => row.GetProperty("kind").GetString() == "tier" && row.GetProperty("fields")[0].GetProperty("after").GetDouble() == 240);
    }

    [Fact]
    public async Task What_is_not_there_is_told_apart_from_what_is_asked_wrongly()
    {
        var plan = await TwoVersionsAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _manager.GetAsync($"/api/v1/plans/{plan}/comparison?from=1&to=9", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _manager.GetAsync($"/api/v1/plans/{Guid.NewGuid()}/versions", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _manager.GetAsync($"/api/v1/plans/{plan}/comparison?from=1", Ct)).StatusCode);
    }

    [Fact]
    public async Task An_old_version_is_restored_and_the_draft_sent_back()
    {
        var plan = await TwoVersionsAsync();
        var first = (await _web.Console.Get<IPlanQueries>().HistoryAsync(plan, Ct))[1].VersionId;

        var restored = await _admin.PostAsync($"/api/v1/plans/versions/{first}/draft", null, Ct);
        await ProblemAsync(_admin.PostAsync($"/api/v1/plans/versions/{first}/draft", null, Ct), "draft_exists");
        var path = restored.Headers.Location!.ToString();
        await _admin.PutAsJsonAsync($"{path}/submission", new { note = (string?)null }, Ct);
        var returned = await _manager.PutAsJsonAsync($"{path}/return", new { reason = "Not that one" }, Ct);
        var draft = await _admin.GetFromJsonAsync<JsonElement>(path, Ct);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (restored.StatusCode, returned.StatusCode));
        Assert.Equal("Not that one", draft.GetProperty("progress").GetProperty("sentBack").GetProperty("reason").GetString());
    }

    private async Task<Guid> TwoVersionsAsync()
    {
        var first = await _web.Console.PublishPlanAsync();
        var plan = (await _web.Console.Get<IPlanQueries>().VersionAsync(first, Ct))!.Summary.PlanId;
        await _web.Console.PublishPlanAsync(SmallPlan.Text.Replace("8 hours", "4 hours", StringComparison.Ordinal), plan);
        return plan;
    }

    private static async Task ProblemAsync(Task<HttpResponseMessage> sent, string code)
    {
        var answer = await sent;
        Assert.Equal((HttpStatusCode.Conflict, $"urn:drconsole:{code}"), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString()));
    }
}
