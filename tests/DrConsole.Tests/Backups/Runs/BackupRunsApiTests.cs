using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DrConsole.Access;
using DrConsole.Backups.Runs;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Runs;

public sealed class BackupRunsApiTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_policy_is_made_read_changed_switched_off_and_deleted_and_its_password_is_never_given_out()
    {
        await using var web = await TestWeb.CreateAsync(postgres);
        using var client = await web.ClientAsync(Role.Admin);
        var store = await PolicySamples.AddStoreAsync(web.Console);
        await PolicySamples.AddKeyAsync(web.Console);

        var made = await client.PostAsJsonAsync("/api/v1/backup-policies", Policy(store, "Orders", rpo: 15), Ct);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Contains("cannot keep an RPO of 15 min", await made.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var address = made.Headers.Location!.ToString();

        var read = await client.GetStringAsync(address, Ct);
        Assert.Contains("\"hasPassword\":true", read, StringComparison.Ordinal);
        Assert.DoesNotContain("a password", read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsJsonAsync(address, Policy(store, "Orders, renamed"), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsJsonAsync($"{address}/enabled", new { enabled = false }, Ct)).StatusCode);
        Assert.Contains("Orders, renamed", await client.GetStringAsync("/api/v1/backup-policies", Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync(address, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address, Ct)).StatusCode);
    }

    [Fact]
    public async Task A_policy_that_cannot_be_carried_out_is_refused_with_its_code()
    {
        await using var web = await TestWeb.CreateAsync(postgres);
        using var client = await web.ClientAsync(Role.Admin);

        var refused = await client.PostAsJsonAsync("/api/v1/backup-policies", Policy(Guid.Empty, "Orders"), Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("urn:drconsole:policy_store_unknown", (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_pipeline_starts_a_backup_once_however_often_it_sends_the_same_key_waits_for_it_and_cancels_it()
    {
        await using var web = await TestWeb.CreateAsync(postgres);
        using var client = await web.ClientAsync(Role.Admin);
        await PolicySamples.AddPolicyAsync(web.Console);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "deployment 42");

        var first = await client.PostAsJsonAsync("/api/v1/backups", new { source = "Orders database" }, Ct);
        var second = await client.PostAsJsonAsync("/api/v1/backups?wait=1", new { source = "orders-database" }, Ct);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, second.StatusCode));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Single(await web.Console.ReadAsync(db => db.BackupRuns.ToListAsync(Ct)));

        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsJsonAsync($"{first.Headers.Location}/cancellation", new { }, Ct)).StatusCode);
        var ended = await client.GetFromJsonAsync<JsonElement>($"{first.Headers.Location}?wait=20", Ct);
        Assert.Equal("cancelled", ended.GetProperty("row").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Who_waits_gets_the_answer_when_the_run_ends()
    {
        await using var web = await TestWeb.CreateAsync(postgres);
        using var client = await web.ClientAsync(Role.Admin);
        var policy = await PolicySamples.AddPolicyAsync(web.Console);
        var waiting = client.PostAsJsonAsync("/api/v1/backups?wait=60", new { policyId = policy }, Ct);
        await Until.TrueAsync(() => web.Console.ReadAsync(db => db.BackupRuns.AnyAsync(Ct)));
        Assert.False(waiting.IsCompleted);

        await web.Console.Database.ExecuteAsOwnerAsync("UPDATE backup_run SET state = 'Succeeded', ended_at = now()");

        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
    }

    [Fact]
    public async Task Reading_needs_the_right_to_read_and_starting_the_right_to_run()
    {
        await using var web = await TestWeb.CreateAsync(postgres);
        var policy = await PolicySamples.AddPolicyAsync(web.Console);
        using var auditor = await web.ClientAsync(Role.Auditor);
        using var nobody = web.NewClient();

        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync("/api/v1/alarms", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostAsJsonAsync("/api/v1/backups", new { policyId = policy }, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/backup-runs", Ct)).StatusCode);
    }

    private static object Policy(Guid store, string name, double? rpo = null) => new
    {
        policy = new
        {
            name, settings = new { kind = "postgres", host = "db.internal", port = 5432, user = "backup", databases = new[] { "orders" } }, cron = "0 2 * * *",
            retention = new[] { new { kind = "daily", count = 7 } }, keyCategory = PolicySamples.Category, storeIds = new[] { store }, restoreTestDays = 7, rpoMinutes = rpo,
        },
        password = "a password",
    };
}
