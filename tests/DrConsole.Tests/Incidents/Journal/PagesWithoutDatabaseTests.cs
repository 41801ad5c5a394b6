using System.Net;
using System.Text.RegularExpressions;
using DrConsole.Access;
using DrConsole.Incidents.Journal;
using DrConsole.Plans;
using DrConsole.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Incidents.Journal;

/// <summary>What a browser gets from the web server while the database is away. The PostgreSQL is this class's own.</summary>
public sealed partial class PagesWithoutDatabaseTests : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();
    private TestWeb _web = default!;
    private Guid _incident;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.CreateAsync(_postgres, services => services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero)); // each request asks whether the session still holds
        await _web.CreateUserAsync("rose", Role.Responder);
        _incident = await _web.Console.DeclareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.StartAsync(); // its databases are dropped
        await _web.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // a server that was started meanwhile knows its incidents and who is signed in
    public async Task Who_is_signed_in_sees_the_open_incident_and_how_old_it_is(bool isRestarted)
    {
        var client = _web.NewClient();
        var signedIn = await TestWeb.SignInAsync(client, "rose", TestWeb.Password);
        var cookies = string.Join("; ", signedIn.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        await _web.Get<IncidentSnapshots>().RefreshAsync(Ct);
        await _web.Get<PlanSnapshots>().RefreshAsync(Ct);
        await _postgres.StopAsync();
        if (isRestarted)
        {
            await _web.RestartAsync();
        }

        client = _web.NewClient();
        client.DefaultRequestHeaders.Add("Cookie", cookies);
        var page = await client.GetAsync($"/incidents/{_incident}", Ct);
        var list = await client.GetAsync("/incidents", Ct);
        var plans = await client.GetStringAsync("/plans", Ct);
        var plan = await client.GetAsync(PlanAddress().Match(plans).Value, Ct);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, list.StatusCode));
        var html = await page.Content.ReadAsStringAsync(Ct);
        Assert.Contains("Ledger lost", html, StringComparison.Ordinal);
        Assert.Contains("The database cannot be reached.", html, StringComparison.Ordinal);
        Assert.Contains("You see what this node knew at", html, StringComparison.Ordinal);
        Assert.Contains("Open incidents that this node knows", await list.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("Plans that this node keeps", plans, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, plan.StatusCode);
        Assert.Contains("Scenarios", await plan.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [GeneratedRegex("/plans/versions/[0-9a-f-]+", RegexOptions.None, 1000)]
    private static partial Regex PlanAddress();

    [Fact]
    public async Task Who_is_not_signed_in_sees_nothing_of_it()
    {
        await _web.Get<IncidentSnapshots>().RefreshAsync(Ct);
        await _postgres.StopAsync();

        var page = await _web.NewClient().GetAsync($"/incidents/{_incident}", Ct);

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.DoesNotContain("Ledger lost", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }
}
