using DrConsole.Alarms;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Tests.Backups.Policies;
using DrConsole.Tests.Backups.Runs;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Killed;

/// <summary>The real web server is killed with SIGKILL while it restores a real database, as a test or for good, and another one takes over.</summary>
public sealed class KilledProofTests(PostgresServer postgres, BulkyServer bulky) : IClassFixture<BulkyServer>
{
    private const string Content = "SELECT count(*) || ' ' || md5(string_agg(word, '' ORDER BY id)) FROM orders";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restore_test_whose_node_was_killed_proves_nothing_leaves_nothing_and_is_made_again()
    {
        await using var desk = await DeskAsync();
        await TakeAsync(desk);

        var killed = await WebNode.DieAsync(desk.Console.Database.AppConnectionString, desk.DataFolder, "verify.mid-restore");

        var examination = await desk.Console.ReadAsync(db => db.Verifications.AsNoTracking().SingleAsync(Ct));
        Assert.Equal((VerificationState.Running, null, "killed"), (examination.State, examination.Verdict, examination.LeaseOwner));
        Assert.Null(Assert.Single(await desk.BackupsAsync()).ProvenAt);
        Assert.Single(Directory.GetDirectories(Scratch(desk)));
        await ExpireAsync(desk, "verification");
        await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
        await next.EventuallyAsync("the examination ends", async () => await desk.Console.ReadAsync(db => db.Verifications.AnyAsync(run => run.State == VerificationState.Ended, Ct)));

        examination = await desk.Console.ReadAsync(db => db.Verifications.AsNoTracking().SingleAsync(Ct));
        Assert.Equal((Verdict.Pass, VerificationLevel.Content, null), (examination.Verdict, examination.Reached, examination.Fault));
        Assert.NotNull(Assert.Single(await desk.BackupsAsync()).ProvenAt);
        Assert.Equal(["backup.verification.begun", "backup.verification.begun", "backup.verification.ended"], await PolicySamples.ActionsAsync(desk.Console, "backup.verification."));
        await next.EventuallyAsync("servers, folders and secrets of both restore tests go", () => Task.FromResult(
            Directory.GetDirectories(Scratch(desk)).Length == 0 && Leftovers.ChildrenFor(examination.Id).Count == 0 && Leftovers.SecretsOf(killed).Count == 0));
        await Leftovers.ChainIsWholeAsync(desk.Console);
    }

    [Theory]
    [InlineData("restore.after-check", false, Explicit = true)]
    [InlineData("restore.mid-stream", true)]
    [InlineData("restore.before-compare", true)]
    public async Task A_restore_whose_node_was_killed_says_where_it_stopped_and_what_not_to_use_and_the_next_one_succeeds(string point, bool isTouched)
    {
        await using var desk = await DeskAsync();
        var backup = await TakeAsync(desk);
        var target = new PostgresTarget(bulky.Server.Host, 5432, PostgresServer.OwnerRole, $"orders_{point[(point.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('-', '_')}");
        var first = await RequestAsync(desk, backup, target);

        var killed = await WebNode.DieAsync(desk.Console.Database.AppConnectionString, desk.DataFolder, point);

        Assert.Equal(RestoreState.Running, (await ReadAsync(desk, first)).State);
        await ExpireAsync(desk, "restore");
        await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
        var broken = await EndedAsync(next, desk, first);

        Assert.Equal((RestoreState.Interrupted, true), (broken.State, broken.MustNotBeUsed));
        Assert.Contains($"{target.Identity} must not be used", broken.Fault, StringComparison.Ordinal);
        Assert.Contains("last seen at the step", broken.Fault, StringComparison.Ordinal);
        Assert.Equal(isTouched ? [$"drc_restoring_{target.Database}"] : [], await DatabasesLikeAsync(target.Database!));
        if (isTouched)
        {
            Assert.Contains("drc_restoring_", broken.Fault, StringComparison.Ordinal);
            Assert.Contains("Do not use it", (string)(await bulky.Server.ScalarAsync("postgres", $"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'drc_restoring_{target.Database}'"))!, StringComparison.Ordinal);
        }

        await next.EventuallyAsync("secrets and programs of the killed node go", () => Task.FromResult(Leftovers.SecretsOf(killed).Count == 0 && Leftovers.ChildrenOf(killed).Count == 0));
        var again = await EndedAsync(next, desk, await RequestAsync(desk, backup, target));

        Assert.True(again.State == RestoreState.Succeeded, again.Fault);
        Assert.Equal([target.Database!], await DatabasesLikeAsync(target.Database!));
        Assert.Equal(await bulky.Server.ScalarAsync("orders", Content), await bulky.Server.ScalarAsync(target.Database!, Content));
        Assert.Equal(
            ["backups.restore.requested", "backups.restore.started", "backups.restore.interrupted", "backups.restore.requested", "backups.restore.started", "backups.restore.finished"],
            await PolicySamples.ActionsAsync(desk.Console, "backups.restore."));
        await Leftovers.ChainIsWholeAsync(desk.Console);
    }

    [Theory]
    [InlineData("restore.between-names", false)]
    [InlineData("restore.between-names", true)] // as a console left it that changed one name after the other
    public async Task A_replacing_restore_that_was_killed_before_the_database_has_its_new_content_leaves_the_old_one_under_its_name(string point, bool isSetAside)
    {
        await using var desk = await DeskAsync();
        var backup = await TakeAsync(desk);
        var target = await OldAsync(isSetAside ? "orders_set_aside" : "orders_between");
        var first = await RequestAsync(desk, backup, target);

        await WebNode.DieAsync(desk.Console.Database.AppConnectionString, desk.DataFolder, point);
        if (isSetAside)
        {
            await bulky.Server.ExecuteAsync("postgres", $"ALTER DATABASE {target.Database} RENAME TO drc_replaced_{target.Database}");
        }

        await ExpireAsync(desk, "restore");
        await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
        var broken = await EndedAsync(next, desk, first);

        Assert.Equal((RestoreState.Interrupted, false), (broken.State, broken.MustNotBeUsed));
        Assert.Contains(isSetAside ? "it has its name again, and is as it was before the restore" : "is as it was before the restore", broken.Fault, StringComparison.Ordinal);
        Assert.Equal([$"drc_restoring_{target.Database}", target.Database!], await DatabasesLikeAsync(target.Database!));
        Assert.Equal(7L, await bulky.Server.ScalarAsync(target.Database!, "SELECT count(*) FROM old_things"));
        Assert.Empty(await AlarmsAsync(desk));
        Assert.Contains("backups.restore.interrupted", await PolicySamples.ActionsAsync(desk.Console, "backups.restore."));

        var again = await EndedAsync(next, desk, await RequestAsync(desk, backup, target));
        Assert.True(again.State == RestoreState.Succeeded, again.Fault);
        Assert.Equal([target.Database!], await DatabasesLikeAsync(target.Database!));
        Assert.Equal(await bulky.Server.ScalarAsync("orders", Content), await bulky.Server.ScalarAsync(target.Database!, Content));
        await Leftovers.ChainIsWholeAsync(desk.Console);
    }

    [Fact]
    public async Task A_replacing_restore_that_was_killed_before_the_old_database_went_says_on_the_restore_and_as_an_alarm_what_is_where_and_how_either_one_is_chosen()
    {
        await using var desk = await DeskAsync();
        var backup = await TakeAsync(desk);
        var target = await OldAsync("orders_before_drop");
        var first = await RequestAsync(desk, backup, target);

        await WebNode.DieAsync(desk.Console.Database.AppConnectionString, desk.DataFolder, "restore.before-drop");
        await ExpireAsync(desk, "restore");
        await using var next = WebNode.Start(desk.Console.Database.AppConnectionString, desk.DataFolder, "next");
        var broken = await EndedAsync(next, desk, first);

        const string Drop = "DROP DATABASE \"drc_replaced_orders_before_drop\";";
        Assert.All([broken.Fault!, Assert.Single(await AlarmsAsync(desk)).Text], said =>
        {
            Assert.Contains(Drop, said, StringComparison.Ordinal);
            Assert.Contains("ALTER DATABASE \"drc_replaced_orders_before_drop\" RENAME TO \"orders_before_drop\";", said, StringComparison.Ordinal);
        });
        Assert.Equal(await bulky.Server.ScalarAsync("orders", Content), await bulky.Server.ScalarAsync(target.Database!, Content));
        Assert.Equal(7L, await bulky.Server.ScalarAsync($"drc_replaced_{target.Database}", "SELECT count(*) FROM old_things"));

        var refused = await EndedAsync(next, desk, await RequestAsync(desk, backup, target)); // nothing is put on top of somebody's last data
        Assert.Equal(RestoreState.Refused, refused.State);
        Assert.Contains(Drop, refused.Fault, StringComparison.Ordinal);

        await bulky.Server.ExecuteAsync("postgres", Drop);
        var again = await EndedAsync(next, desk, await RequestAsync(desk, backup, target));
        Assert.True(again.State == RestoreState.Succeeded, again.Fault);
        Assert.Equal([target.Database!], await DatabasesLikeAsync(target.Database!));
        Assert.Empty(await AlarmsAsync(desk));
        await Leftovers.ChainIsWholeAsync(desk.Console);
    }

    private async Task<PostgresTarget> OldAsync(string name)
    {
        await bulky.Server.CreateAsync(name, "CREATE TABLE old_things AS SELECT generate_series(1, 7) AS id");
        return new(bulky.Server.Host, 5432, PostgresServer.OwnerRole, name) { Overwrite = true };
    }

    private static Task<List<Alarm>> AlarmsAsync(RunDesk desk) =>
        desk.Console.ReadAsync(db => db.Alarms.AsNoTracking().Where(alarm => alarm.Kind == AlarmKind.RestoreUnfinished && alarm.ClearedAt == null).ToListAsync(Ct));

    private static string Scratch(RunDesk desk) => Path.Combine(desk.DataFolder, "scratch");

    private Task<RunDesk> DeskAsync() => RunDesk.CreateAsync(
        postgres, change: draft => draft with { Settings = bulky.Server.Settings("orders") with { Globals = false }, Cron = null, VerifyLevel = VerificationLevel.Content, RestoreTestDays = null }, open: new SourceFactory().Create);

    private static async Task<Guid> TakeAsync(RunDesk desk)
    {
        var id = await desk.StartAsync();
        Assert.True(await desk.WorkAsync());
        return (await desk.RunAsync(id)).BackupId!.Value;
    }

    // The restores are to meet no restore test: it would pass the same points.
    private static async Task<Guid> RequestAsync(RunDesk desk, Guid backup, RestoreTarget target)
    {
        await desk.Console.Database.ExecuteAsOwnerAsync("DELETE FROM verification");
        var commands = desk.Console.Get<RestoreCommands>();
        var restore = await commands.RequestAsync(desk.Console.Commander, TestConsole.NewId(), new(backup, target, target.Identity), Ct);
        if (RestoreTargets.IsDestructive(target))
        {
            await commands.ApproveAsync(desk.Console.Manager, TestConsole.NewId(), restore, (await ReadAsync(desk, restore)).RequestSha256, KnownPassword.Right, Ct);
        }

        return restore;
    }

    private static Task ExpireAsync(RunDesk desk, string table) =>
        desk.Console.Database.ExecuteAsOwnerAsync($"UPDATE {table} SET lease_until = clock_timestamp() - interval '1 second' WHERE state = 'Running'");

    private static async Task<RestoreReport> EndedAsync(WebNode node, RunDesk desk, Guid restore)
    {
        await node.EventuallyAsync("the restore ends", async () => (await ReadAsync(desk, restore)).EndedAt is not null);
        return await ReadAsync(desk, restore);
    }

    private static async Task<RestoreReport> ReadAsync(RunDesk desk, Guid restore) => (await desk.Console.Get<IRestoreQueries>().ReadAsync(restore, Ct))!;

    private async Task<string[]> DatabasesLikeAsync(string name) =>
        (string[])(await bulky.Server.ScalarAsync("postgres", $"SELECT coalesce(array_agg(datname::text ORDER BY datname), ARRAY[]::text[]) FROM pg_database WHERE datname LIKE '%{name}'"))!;
}

/// <summary>A server with a database whose dump is more than what is restored between two looks at the progress.</summary>
public sealed class BulkyServer : IAsyncLifetime
{
    public OwnPostgres Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await OwnPostgres.StartAsync();
        await Server.CreateAsync("orders", "CREATE TABLE orders (id int PRIMARY KEY, word text); INSERT INTO orders SELECT n, md5(n::text) || md5((-n)::text) FROM generate_series(1, 90000) n");
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
