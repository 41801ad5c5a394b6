using System.Net;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Access;

public sealed class SignInTests(PostgresServer postgres) : IAsyncLifetime
{
    private TestWeb _web = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.CreateAsync(postgres);
        await _web.CreateUserAsync("rita", Role.Responder);
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task Whoever_signs_in_gets_a_session_and_an_audit_entry()
    {
        using var client = _web.NewClient();

        var answer = await TestWeb.SignInAsync(client, "Rita", TestWeb.Password, "/incidents");

        Assert.Equal("/incidents", answer.Headers.Location?.ToString().Replace("http://localhost", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/incidents", Ct)).StatusCode);
        Assert.Contains("httponly", Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("drconsole=", StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);
        Assert.Single(await EntriesAsync("access.signed_in"));
    }

    [Theory]
    [InlineData("rita", "wrong password!!")]
    [InlineData("nobody", "wrong password!!")]
    public async Task A_failed_sign_in_does_not_tell_whether_the_account_exists(string userName, string password)
    {
        using var client = _web.NewClient();

        var page = await (await TestWeb.SignInAsync(client, userName, password)).Content.ReadAsStringAsync(Ct);

        Assert.Contains("User name or password is wrong, or the account is disabled.", page, StringComparison.Ordinal);
        Assert.Single(await EntriesAsync("access.sign_in.failed"));
    }

    [Fact]
    public async Task Five_failures_lock_the_account_for_a_while()
    {
        using var client = _web.NewClient();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await TestWeb.SignInAsync(client, "rita", "wrong password!!");
        }

        var page = await (await TestWeb.SignInAsync(client, "rita", TestWeb.Password)).Content.ReadAsStringAsync(Ct);

        Assert.Contains("Too many failed attempts", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_never_leads_out_of_the_console(string returnUrl)
    {
        using var client = _web.NewClient();

        var answer = await TestWeb.SignInAsync(client, "rita", TestWeb.Password, returnUrl);

        Assert.Equal("/", answer.Headers.Location?.ToString().Replace("http://localhost", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disabled_account_cannot_sign_in()
    {
        var id = await _web.CreateUserAsync("dora", Role.Responder);
        await _web.Console.AccessDesk.SetDisabledAsync(_web.Console.Admin, TestConsole.NewId(), id, true, Ct);
        using var client = _web.NewClient();

        var answer = await TestWeb.SignInAsync(client, "dora", TestWeb.Password);

        Assert.DoesNotContain(answer.Headers, header => header.Key == "Location");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/incidents")]
    [InlineData("/incidents/declare")]
    [InlineData("/plans")]
    [InlineData("/plans/import")]
    [InlineData("/account/password")]
    [InlineData("/incidents/00000000-0000-0000-0000-000000000001/history.csv")]
    [InlineData("/_blazor")]
    public async Task Without_a_session_every_page_and_the_circuit_lead_to_sign_in(string path)
    {
        using var client = _web.NewClient();

        var answer = await client.GetAsync(path, Ct);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/account/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_the_role_may_not_open_is_denied_and_the_attempt_is_on_record()
    {
        using var client = _web.NewClient();
        await TestWeb.SignInAsync(client, "rita", TestWeb.Password);

        var answer = await client.GetAsync("/plans/import", Ct);

        Assert.Contains("/account/denied", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("/plans/import", Assert.Single(await EntriesAsync("access.denied")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browsers_session_opens_no_part_of_the_api()
    {
        using var client = _web.NewClient();
        await TestWeb.SignInAsync(client, "rita", TestWeb.Password);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/incidents", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = _web.NewClient();

        var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.UserName", "rita"), new("Form.Password", TestWeb.Password)]), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_scripts_and_frames()
    {
        using var client = _web.NewClient();

        var policy = Assert.Single((await client.GetAsync("/account/sign-in", Ct)).Headers.GetValues("Content-Security-Policy"));

        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<AuditRow>> EntriesAsync(string action) => (await _web.Console.Get<AuditQueries>().ListAsync(new(Action: action), Ct)).Rows;
}
