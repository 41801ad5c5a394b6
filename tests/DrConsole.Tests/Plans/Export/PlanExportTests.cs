using System.Net;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Plans.Export;
using DrConsole.Plans.Import;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Export;

public sealed class PlanExportTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestWeb _web = default!;
    private HttpClient _reader = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.CreateAsync(postgres);
        _reader = await _web.ClientAsync(Role.Responder);
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Theory]
    [InlineData("md", "text/markdown")]
    [InlineData("json", "application/json")]
    public async Task A_version_is_fetched_by_machine_and_the_export_is_on_record(string format, string type)
    {
        var version = await _web.Console.PublishPlanAsync(SmallPlan.Text.Replace("Ledger recovery plan", "Größe / \"Plan\"", StringComparison.Ordinal));

        var answer = await _reader.GetAsync($"/api/v1/plans/versions/{version}/export?format={format}", Ct);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal($"Größe-Plan-v1.{format}", answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("Ledger database lost", Assert.Single(PlanImporter.Import("plan." + format, await answer.Content.ReadAsStringAsync(Ct)).Document.Scenarios).Title[^20..]);
        var page = await _web.Console.Get<AuditQueries>().ListAsync(new(Action: "plan.exported"), Ct);
        Assert.Contains(format, Assert.Single(page.Rows).Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export?format=pdf")]
    [InlineData("export?format=md", true)]
    public async Task What_is_not_there_is_not_found(string path, bool isUnknown = false)
    {
        var version = isUnknown ? TestConsole.NewId() : await _web.Console.PublishPlanAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _reader.GetAsync($"/api/v1/plans/versions/{version}/{path}", Ct)).StatusCode);
    }

    [Fact]
    public async Task People_get_versions_and_drafts_with_their_cookie_and_nobody_else_does()
    {
        var version = await _web.Console.PublishPlanAsync();
        var draft = await _web.Console.Plans.ImportAsync(_web.Console.Admin, TestConsole.NewId(), "next.md", SmallPlan.Text, Ct);
        await _web.CreateUserAsync("reader", Role.Responder);
        var browser = _web.NewClient();
        await TestWeb.SignInAsync(browser, "reader", TestWeb.Password);

        foreach (var address in new[] { $"/plans/versions/{version}/export.md", $"/plans/versions/{version}/export.json", $"/plans/drafts/{draft}/export.md" })
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address, Ct)).StatusCode);
            Assert.NotEqual(HttpStatusCode.OK, (await _web.NewClient().GetAsync(address, Ct)).StatusCode);
        }
    }

    [Fact]
    public async Task The_schema_is_public()
    {
        var answer = await _web.NewClient().GetAsync("/schemas/plan-1.json", Ct);

        Assert.Equal("application/schema+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(PlanJsonSchema.Text, await answer.Content.ReadAsStringAsync(Ct));
    }
}
