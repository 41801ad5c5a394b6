using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DrConsole.Access;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Api;

public sealed class ApiTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestWeb _web = default!;
    private HttpClient _commander = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.CreateAsync(postgres);
        _commander = await _web.ClientAsync(Role.Commander);
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task The_same_idempotency_key_declares_one_incident()
    {
        var first = await DeclareAsync("key-1");
        var second = await DeclareAsync("key-1");
        var third = await DeclareAsync("key-2");

        Assert.Equal(await IdAsync(first), await IdAsync(second));
        Assert.NotEqual(await IdAsync(first), await IdAsync(third));
    }

    [Fact]
    public async Task An_incident_is_run_from_declaration_to_history_by_machine()
    {
        var version = await _web.Console.PublishPlanAsync();
        var made = await _commander.PostAsJsonAsync("/api/v1/incidents", new { title = "Ledger lost", kind = "drill", planVersionId = version, scenarioKey = (await _web.FirstScenarioAsync()).ScenarioKey }, Ct);
        var incident = await IdAsync(made);
        var board = await _commander.GetFromJsonAsync<JsonElement>($"/api/v1/incidents/{incident}", Ct);
        var item = board.GetProperty("checklists")[0].GetProperty("items")[0].GetProperty("id").GetGuid();

        var ticked = await _commander.PutAsJsonAsync($"/api/v1/incidents/{incident}/items/{item}/state", new { state = "done", seenRevision = 0 }, Ct);
        var late = await _commander.PutAsJsonAsync($"/api/v1/incidents/{incident}/items/{item}/state", new { state = "done", seenRevision = 0 }, Ct);
        var noted = await _commander.PostAsJsonAsync($"/api/v1/incidents/{incident}/notes", new { text = "By machine" }, Ct);
        var history = await _commander.GetStringAsync($"/api/v1/incidents/{incident}/history.ndjson", Ct);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (ticked.StatusCode, noted.StatusCode));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("urn:drconsole:item_changed", (await late.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString());
        Assert.Equal(3, history.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData("{\"title\":\"\",\"kind\":\"real\"}", 422, "title_invalid")]
    [InlineData("{\"title\":\"x\",\"kind\":\"real\",\"planVersionId\":\"00000000-0000-0000-0000-000000000009\"}", 404, "not_found")]
    [InlineData("{\"title\":\"x\",\"kind\":\"imaginary\"}", 400, "bad_request")]
    [InlineData("{\"title\":\"x\",\"kind\":99}", 400, "bad_request")]
    [InlineData("{\"title\":null,\"kind\":\"real\"}", 400, "bad_request")]
    [InlineData("{\"title\":\"x\"}", 400, "bad_request")]
    [InlineData("{}", 400, "bad_request")]
    [InlineData("null", 400, "bad_request")]
    [InlineData("not json", 400, "bad_request")]
    public async Task A_bad_request_gets_a_problem_that_names_it(string body, int status, string code)
    {
        var answer = await _commander.PostAsync("/api/v1/incidents", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"urn:drconsole:{code}", (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("GET", "/api", 404)]
    [InlineData("GET", "/API/V1/nothing", 404)]
    [InlineData("DELETE", "/api/v1/incidents", 404)]
    [InlineData("GET", "/api/v1/incidents?state=imaginary", 400)]
    [InlineData("POST", "/api/v1/incidents", 415)]
    public async Task What_the_api_does_not_have_is_a_problem_and_never_a_page(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new(method), path);

        var answer = await _commander.SendAsync(request, Ct);

        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_told_so()
    {
        var answer = await _commander.PostAsync("/api/v1/incidents", new StringContent("title=x"), Ct);

        Assert.Equal((415, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_missing_field_is_named_without_the_programs_types()
    {
        var answer = await _commander.PostAsJsonAsync("/api/v1/incidents", new { kind = "real" }, Ct);

        Assert.Equal("The body lacks 'title'.", (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_defect_is_a_problem_without_its_details()
    {
        await DeclareAsync("key-1");
        await _web.Console.Database.ExecuteAsOwnerAsync("ALTER TABLE incident DROP CONSTRAINT incident_known_words; UPDATE incident SET kind = '99'");

        var answer = await _commander.GetAsync("/api/v1/incidents", Ct);

        Assert.Equal((500, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.DoesNotContain("Json", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/incidents?state=open&kind=test", 200)]
    [InlineData("/api/v1/incidents?state=OPEN", 200)]
    [InlineData("/api/v1/incidents?state=99", 400)]
    [InlineData("/api/v1/incidents/00000000-0000-0000-0000-000000000009/timeline", 404)]
    public async Task A_list_understands_the_words_of_its_answers_and_refuses_others(string path, int status)
    {
        await DeclareAsync("key-1");

        Assert.Equal(status, (int)(await _commander.GetAsync(path, Ct)).StatusCode);
    }

    [Theory]
    [InlineData(Role.Auditor, "/api/v1/incidents", 403)]
    [InlineData(Role.Responder, "/api/v1/plans/drafts", 403)]
    public async Task A_token_does_only_what_its_role_may(string role, string path, int status)
    {
        var client = await _web.ClientAsync(role);

        var answer = await client.PostAsJsonAsync(path, new { title = "x", kind = "real", fileName = "x.md", text = SmallPlan.Text }, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("drc_0000")]
    [InlineData("Bearer")]
    public async Task Without_a_valid_token_the_api_is_closed(string? token)
    {
        using var client = _web.NewClient();
        if (token is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        var answer = await client.GetAsync("/api/v1/incidents", Ct);

        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task The_openapi_document_names_every_operation()
    {
        using var client = _web.NewClient();
        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Ct);

        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).ToList();
        Assert.True(operations.Count >= 15);
        Assert.All(operations, operation => Assert.False(string.IsNullOrWhiteSpace(operation.Value.GetProperty("summary").GetString())));
    }

    private async Task<HttpResponseMessage> DeclareAsync(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/incidents") { Content = JsonContent.Create(new { title = "By machine", kind = "test" }) };
        request.Headers.Add("Idempotency-Key", key);
        return await _commander.SendAsync(request, Ct);
    }

    private static async Task<Guid> IdAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetGuid();
    }
}
