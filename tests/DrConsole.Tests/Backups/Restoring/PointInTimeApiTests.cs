using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DrConsole.Access;
using DrConsole.Backups;
using DrConsole.Backups.Format;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using DrConsole.Web.Backups.Restores;

namespace DrConsole.Tests.Backups.Restoring;

/// <summary>A base backup at noon with log to 12:02, a hole, and log again to 12:05, as the database tells of it: through the API, and in the words of the wizard.</summary>
public sealed class PointInTimeApiTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Cluster = "7300000000000000001";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private TestWeb _web = null!;
    private Guid _backup;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _web = await TestWeb.CreateAsync(postgres);
        var seed = new BackupSeed(_web.Console);
        var store = await seed.StoreAsync("near");
        var policy = await seed.PolicyAsync("orders", settings: new PostgresPhysicalSettings("db.example.com", 5432, "backup", "drconsole"));
        var manifest = new Manifest
        {
            BackupId = Guid.CreateVersion7(), Source = "orders", SourceKind = "postgres-physical", StartedAt = Noon, ConsistentAt = Noon, CompletedAt = Noon, MadeBy = "test",
            Facts = new() { ServerVersion = "PostgreSQL 15.1", Wal = new(Cluster, 1, "0/2000028", "0/2000100", 16 * 1024 * 1024, HasTablespaces: false) },
        };
        _backup = await seed.BackupAsync(policy, "orders", Noon, [(store, CopyState.Present)], manifest: JsonSerializer.Serialize(manifest, CanonicalJson.Options), change: null);
        await _web.Console.Database.ExecuteAsOwnerAsync("UPDATE backup SET source_kind = 'postgres-physical'");
        foreach (var (segment, minute) in new[] { (2, 1), (3, 2), (5, 5) })
        {
            await seed.AddAsync(new WalSegment { PolicyId = policy, Name = $"0000000100000000000000{segment:X2}", SystemIdentifier = Cluster, Timeline = 1, ShippedAt = Noon, CoversUntil = Noon.AddMinutes(minute), StoreIds = [store] }, row => row.Name);
        }
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task An_instant_that_the_log_reaches_is_taken_and_one_behind_the_hole_is_refused_with_its_segments()
    {
        using var client = await _web.ClientAsync(Role.Admin);

        var behind = await AskAsync(client, Noon.AddMinutes(4), "/srv/restored");
        var newest = await AskAsync(client, null, "/srv/restored");
        var mistyped = await AskAsync(client, Noon.AddMinutes(2), "/srv/another");
        var taken = await AskAsync(client, Noon.AddMinutes(2), "/srv/restored");

        Assert.All([behind, newest], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        Assert.Contains("is missing from segment 000000010000000000000004 to 000000010000000000000004", await behind.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("2026-03-01 12:02:00.000 UTC", await newest.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.False(mistyped.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        var target = (await client.GetFromJsonAsync<JsonElement>(taken.Headers.Location, Ct)).GetProperty("target");
        Assert.Equal(("postgres-cluster", 5433, Noon.AddMinutes(2)), (target.GetProperty("kind").GetString(), target.GetProperty("port").GetInt32(), target.GetProperty("until").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Looking_at_a_target_asks_the_chosen_store_alone()
    {
        using var client = await _web.ClientAsync(Role.Admin);
        var far = await new BackupSeed(_web.Console).StoreAsync("far");
        await _web.Console.Database.ExecuteAsOwnerAsync($"INSERT INTO backup_copy (backup_id, store_id, state, checked_at) VALUES ('{_backup}', '{far}', 'Present', now())");
        var target = new { kind = "postgres-cluster", folder = "/srv/restored", until = Noon.AddMinutes(2), port = 5433 };

        var chosen = await (await client.PostAsJsonAsync("/api/v1/restores/check", new { backupId = _backup, target, storeId = far }, Ct)).Content.ReadAsStringAsync(Ct);
        var any = await (await client.PostAsJsonAsync("/api/v1/restores/check", new { backupId = _backup, target }, Ct)).Content.ReadAsStringAsync(Ct);

        Assert.Contains("far: ", chosen, StringComparison.Ordinal); // neither directory is there
        Assert.DoesNotContain("near: ", chosen, StringComparison.Ordinal);
        Assert.Contains("near: ", any, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wizard_says_which_instants_can_be_chosen_and_why_no_later_ones()
    {
        var backup = (await _web.Console.Get<IRestoreQueries>().RestorableAsync(_backup, Ct))!;

        var page = await Rendered.HtmlAsync<TargetFields>(new Dictionary<string, object?> { [nameof(TargetFields.Form)] = new TargetForm { Kind = "postgres-cluster" }, [nameof(TargetFields.Backup)] = backup });

        Assert.Contains("</strong> every instant from 2026-03-01 12:00:00.000 UTC to 2026-03-01 12:02:00.000 UTC", page, StringComparison.Ordinal);
        Assert.Contains("write-ahead log is missing from segment <code>000000010000000000000004</code>", page, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> AskAsync(HttpClient client, DateTimeOffset? until, string confirm) => client.PostAsJsonAsync(
        "/api/v1/restores", new { backupId = _backup, target = new { kind = "postgres-cluster", folder = "/srv/restored", until, port = 5433 }, confirm }, Ct);
}
