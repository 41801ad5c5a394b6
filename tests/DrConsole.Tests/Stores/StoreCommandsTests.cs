using DrConsole.Access;
using DrConsole.Backups.Format;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Restoring;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

public sealed class StoreCommandsTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drconsole-store-").FullName;
    private RestoreDesk _desk = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private StoreCommands Stores => _desk.Console.Get<StoreCommands>();

    private CustodyCommands Custody => _desk.Console.Get<CustodyCommands>();

    private IStoreQueries Queries => _desk.Console.Get<IStoreQueries>();

    public async ValueTask InitializeAsync() => _desk = await RestoreDesk.CreateAsync(postgres);

    public async ValueTask DisposeAsync()
    {
        await _desk.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_store_is_added_with_what_the_probe_saw()
    {
        var store = await RowAsync(await CreateAsync(Wish("Basement", Place("a")) with { Site = "Basement" }));

        Assert.True(store.Facts?.HasConditionalPut);
        Assert.Equal(("Basement", null, _desk.Time.GetUtcNow()), (store.Site, store.Fault, store.LastGoodAt));
        Assert.True(store.Facts?.FreeBytes > 0);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_refused_with_the_cause_unless_the_administrator_says_so()
    {
        var missing = Wish("Nowhere", Path.Combine(_folder, "missing"));

        var refusal = await RefusedAsync("store_unreachable", () => CreateAsync(missing));
        Assert.Contains(Path.Combine(_folder, "missing"), refusal.Message, StringComparison.Ordinal);

        var store = await RowAsync(await CreateAsync(missing with { AllowUnreachable = true }));
        Assert.Equal((refusal.Message, _desk.Time.GetUtcNow()), (store.Fault, store.FaultSince));
        Assert.Null(store.Facts);
    }

    [Fact]
    public async Task A_store_that_answers_again_has_no_fault_after_the_next_probe()
    {
        var place = Path.Combine(_folder, "later");
        var id = await CreateAsync(Wish("Later", place) with { AllowUnreachable = true });
        Directory.CreateDirectory(place);

        Assert.Null(await Stores.ProbeAsync(_desk.Console.Admin, Id(), id, Ct));

        Assert.Null((await RowAsync(id)).FaultSince);
    }

    [Fact]
    public async Task Two_stores_in_one_place_or_of_one_name_are_refused()
    {
        await CreateAsync(Wish("Basement", Place("a")));

        await RefusedAsync("store_exists", () => CreateAsync(Wish("Attic", Path.Combine(_folder, "a") + "/")));
        await RefusedAsync("store_exists", () => CreateAsync(Wish("Basement", Place("b"))));
    }

    [Fact]
    public async Task A_store_with_backups_moves_only_to_where_they_are()
    {
        await _desk.Console.Database.ExecuteAsOwnerAsync($"UPDATE store SET url = 'file://{Place("old")}'");
        var folder = $"drc/v1/b/orders/{_desk.BackupId:N}";

        await RefusedAsync("store_elsewhere", () => ChangeAsync(Wish("first store", Place("new"))));

        Directory.CreateDirectory(Path.Combine(_folder, "new", folder));
        await File.WriteAllTextAsync(Path.Combine(_folder, "new", folder, StoreLayout.ManifestFile), "{}", Ct);
        await ChangeAsync(Wish("first store", Place("new")));
        Assert.Equal($"file://{_folder}/new", (await RowAsync(_desk.StoreId)).Url);
    }

    [Fact]
    public async Task A_secret_is_sealed_for_its_store_and_is_in_no_audit_entry()
    {
        var wish = Wish("Bucket", Place("a")) with { AccessKeyId = "AKIATEST", Secret = new("swordfish-42") };
        var id = await CreateAsync(wish);

        Assert.DoesNotContain("swordfish-42", await _desk.Keys.WholeDatabaseAsync(), StringComparison.Ordinal);
        var kept = (string)(await _desk.Console.Database.ScalarAsOwnerAsync($"SELECT sealed_secret FROM store WHERE id = '{id}'"))!;
        Assert.Equal("swordfish-42", _desk.Console.Get<SecretBox>().Open($"store:{id}", kept).Reveal());
    }

    [Fact]
    public async Task A_store_in_use_by_a_policy_is_not_retired()
    {
        await AddPolicyAsync(_desk.StoreId);

        Assert.Contains("Orders daily", (await RefusedAsync("store_in_use", () => Stores.RetireAsync(_desk.Console.Admin, Id(), _desk.StoreId, Ct))).Message, StringComparison.Ordinal);

        await _desk.Console.Database.ExecuteAsOwnerAsync("UPDATE backup_policy SET store_ids = ARRAY[]::uuid[]");
        await Stores.RetireAsync(_desk.Console.Admin, Id(), _desk.StoreId, Ct);
        Assert.NotNull((await RowAsync(_desk.StoreId)).RetiredAt);
    }

    [Fact]
    public async Task A_store_whose_region_is_unknown_cannot_take_what_must_stay_in_one()
    {
        await AddPolicyAsync(_desk.StoreId, "eu-central-1");
        await _desk.Console.Database.ExecuteAsOwnerAsync("UPDATE backup_copy SET state = 'Deleted'");

        await RefusedAsync("residency", () => ChangeAsync(Wish("first store", Place("a"))));
    }

    [Theory]
    [InlineData(false, "?label=offsite-A", "label_unwanted")]
    [InlineData(true, "", "label_missing")]
    public async Task A_label_belongs_to_a_removable_medium(bool isRemovable, string label, string code) =>
        await RefusedAsync(code, () => CreateAsync(Wish("Disk", $"file://{Place("a")}{label}") with { IsRemovable = isRemovable }));

    [Fact]
    public async Task Media_of_one_place_take_turns_by_their_custody_log()
    {
        var mount = Place("mount");
        var first = await CreateAsync(Disk("offsite-A", mount) with { LabelMedium = true });
        await NoteAsync(first, CustodyAct.Attached, null);
        _desk.Time.Advance(TimeSpan.FromDays(7));
        await NoteAsync(first, CustodyAct.Detached, null);
        await RefusedAsync("place_missing", () => NoteAsync(first, CustodyAct.Stored, " "));
        _desk.Time.Advance(TimeSpan.FromHours(1));
        await NoteAsync(first, CustodyAct.Stored, "bank safe");
        Directory.Delete(mount, recursive: true); // carried away; an empty disk comes
        Directory.CreateDirectory(mount);
        var second = await CreateAsync(Disk("offsite-B", mount) with { LabelMedium = true });
        await NoteAsync(second, CustodyAct.Attached, null);

        var rotation = await Queries.RotationAsync(Ct);

        Assert.Equal([("offsite-B", true, mount), ("offsite-A", false, "bank safe")], rotation.Select(medium => (medium.Label, medium.IsAttached, medium.Place)));
        Assert.All(rotation, medium => Assert.Equal(_desk.Time.GetUtcNow().AddDays(7), medium.DueAt));
        Assert.False(rotation[0].IsOverdue(_desk.Time.GetUtcNow().AddDays(7)));
        Assert.True(rotation[0].IsOverdue(_desk.Time.GetUtcNow().AddDays(8)));
    }

    [Fact]
    public async Task The_custody_log_is_appended_to_and_a_destroyed_medium_takes_no_more_backups()
    {
        var disk = await CreateAsync(Disk("offsite-A", Place("mount")) with { LabelMedium = true });
        _desk.Time.Advance(TimeSpan.FromDays(900));
        await NoteAsync(disk, CustodyAct.Destroyed, "shredder");

        var report = (await Queries.ReadAsync(disk, Ct))!;
        Assert.Equal([CustodyAct.Destroyed, CustodyAct.Labelled], report.Custody.Select(entry => entry.Act));
        Assert.NotNull(report.Store.RetiredAt);
        Assert.NotNull(await Attempt.Async(() => _desk.Console.Changes.ApplyAsync(_desk.Console.Admin, Id(), Right.ManageBackups, async change =>
        {
            change.Record("console", "test", new { });
            change.Db.CustodyEntries.Remove(await change.Db.CustodyEntries.FindAsync([report.Custody[0].Id], Ct) ?? throw new InvalidOperationException());
            return true;
        }, Ct)));
    }

    [Fact]
    public async Task A_fixed_directory_has_no_custody_log() => await RefusedAsync("not_removable", () => NoteAsync(_desk.StoreId, CustodyAct.Attached, null));

    [Fact]
    public async Task Who_may_not_change_backups_makes_the_console_touch_nothing()
    {
        var place = Place("a");

        await Assert.ThrowsAsync<NotPermittedException>(() => Stores.CreateAsync(_desk.Console.Commander, Id(), Wish("x", place), Ct));
        await Assert.ThrowsAsync<NotPermittedException>(() => Stores.ProbeAsync(_desk.Console.Responder, Id(), _desk.StoreId, Ct));

        Assert.Empty(Directory.EnumerateFileSystemEntries(place));
    }

    private static Guid Id() => TestConsole.NewId();

    private static StoreWish Wish(string name, string url) => new(name, url);

    private static StoreWish Disk(string label, string mount) => Wish($"Disk {label}", $"file://{mount}?label={label}") with { IsRemovable = true };

    private string Place(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    private Task<Guid> CreateAsync(StoreWish wish) => Stores.CreateAsync(_desk.Console.Admin, Id(), wish, Ct);

    private Task ChangeAsync(StoreWish wish) => Stores.ChangeAsync(_desk.Console.Admin, Id(), _desk.StoreId, wish, Ct);

    private Task NoteAsync(Guid store, CustodyAct act, string? place) => Custody.NoteAsync(_desk.Console.Commander, Id(), store, act, place, null, Ct);

    private async Task<StoreRow> RowAsync(Guid id) => (await Queries.ListAsync(Ct)).Single(store => store.Id == id);

    private Task AddPolicyAsync(Guid store, params string[] regions) => _desk.Console.Database.ExecuteAsOwnerAsync(
        $$"""
        INSERT INTO backup_policy (id, name, source, settings, retention, key_category, store_ids, allowed_regions, created_at, scheduled_since, zone, blackouts, checks, verify_level, is_enabled, is_own, offset_seconds, ceiling_minutes, stall_minutes, lock_days)
        VALUES ('{{Id()}}', 'Orders daily', 'orders', '{}', '{}', 'default', ARRAY['{{store}}']::uuid[], ARRAY[{{string.Join(",", regions.Select(region => $"'{region}'"))}}]::text[], now(), now(), 'UTC', '[]', '[]', 'ReadBack', true, false, 0, 360, 10, 0)
        """);

    private static async Task<RefusedException> RefusedAsync(string code, Func<Task> work)
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(work);
        Assert.Equal(code, refusal.Code);
        return refusal;
    }
}
