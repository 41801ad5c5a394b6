using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DrConsole.Access;
using DrConsole.Backups;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Verification;

public sealed class VerificationsApiTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_examination_is_asked_for_once_per_key_listed_read_and_taken_back()
    {
        await using var web = await TestWeb.CreateAsync(postgres);
        using var client = await web.ClientAsync(Role.Admin);
        var seed = new BackupSeed(web.Console);
        var backup = await seed.BackupAsync(await seed.PolicyAsync("orders"), "orders", DateTimeOffset.UnixEpoch, [(await seed.StoreAsync("near"), CopyState.Present)]);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "before the audit");

        var made = await client.PostAsJsonAsync("/api/v1/verifications", new { backupId = backup, level = "readBack" }, Ct);
        await client.PostAsJsonAsync("/api/v1/verifications", new { backupId = backup, level = "readBack" }, Ct);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var listed = await client.GetFromJsonAsync<JsonElement>($"/api/v1/verifications?backupId={backup}&state=waiting", Ct);
        Assert.Equal(("readBack", "on demand", "near"), (Text(listed[0], "level"), Text(listed[0], "reason"), Text(listed[0], "storeName")));
        Assert.Equal(1, listed.GetArrayLength());
        client.DefaultRequestHeaders.Remove("Idempotency-Key");
        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsJsonAsync($"{made.Headers.Location}/cancellation", new { }, Ct)).StatusCode);
        Assert.Equal("notVerifiableHere", Text((await client.GetFromJsonAsync<JsonElement>(made.Headers.Location, Ct)).GetProperty("row"), "verdict"));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/verifications?state=lost", Ct)).StatusCode);
    }

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
