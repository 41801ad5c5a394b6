using DrConsole.Backups.Restoring;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Sources;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Restoring;

public sealed class PostgresRestoreTests(OrdersServer orders) : IClassFixture<OrdersServer>
{
    private readonly OwnPostgres _server = orders.Server;
    private readonly TakenBackup _orders = orders.Taken;

    [Fact]
    public async Task A_restored_database_has_exactly_the_content_of_the_backups_instant()
    {
        var (check, comparison) = await Restored.IntoAsync(Target("orders_again"), _orders);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences) + comparison.NotComparable);
        Assert.Equal(_orders.Database("orders").Tables.Count, comparison.Compared);
        Assert.Contains("orders_again", check.Identity, StringComparison.Ordinal);
        Assert.Contains(_orders.Manifest.Facts.ServerIdentity!, check.Identity, StringComparison.Ordinal);
        Assert.Equal(500L, await _server.ScalarAsync("orders_again", "SELECT count(*) FROM orders"));
        Assert.Equal("clerk", await _server.ScalarAsync("orders_again", "SELECT tableowner::text FROM pg_tables WHERE tablename = 'nothing'"));
        Assert.Equal(true, await _server.ScalarAsync("orders_again", "SELECT has_table_privilege('clerk', 'orders', 'SELECT')"));
        Assert.Equal(DBNull.Value, await _server.ScalarAsync("postgres", "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'orders_again'"));
    }

    [Fact]
    public async Task A_database_that_is_not_empty_is_refused_and_left_as_it_was()
    {
        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Restored.IntoAsync(Target("orders"), _orders));

        Assert.Equal("target_not_empty", refusal.Code);
        Assert.Contains("orders", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(500L, await _server.ScalarAsync("orders", "SELECT count(*) FROM orders"));
    }

    [Theory]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("CREATE SCHEMA somewhere")]
    [InlineData("SELECT lo_from_bytea(1, 'x')")]
    [InlineData("CREATE VIEW v AS SELECT 1")]
    public async Task Whatever_somebody_made_in_it_a_database_is_not_empty(string made)
    {
        var theirs = $"theirs_{TestConsole.NewId():N}"; // the cases share a server
        await _server.CreateAsync(theirs, made);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Restored.IntoAsync(Target(theirs), _orders));

        Assert.Equal("target_not_empty", refusal.Code);
    }

    [Fact]
    public async Task An_empty_database_that_somebody_prepared_is_filled_and_keeps_its_comment()
    {
        await _server.ExecuteAsync("postgres", "CREATE DATABASE prepared");
        await _server.ExecuteAsync("postgres", "COMMENT ON DATABASE prepared IS 'by hand'");

        var (_, comparison) = await Restored.IntoAsync(Target("prepared"), _orders);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences));
        Assert.Equal("by hand", await _server.ScalarAsync("postgres", "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'prepared'"));
    }

    [Fact]
    public async Task A_database_that_is_replaced_stays_until_the_new_one_has_been_compared()
    {
        const string Working = "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname LIKE 'drc%'"; // other tests leave theirs
        var before = await _server.ScalarAsync("postgres", Working);
        await _server.CreateAsync("live", "CREATE TABLE precious AS SELECT 1 AS it");
        var cut = _orders with { Streams = new Dictionary<string, byte[]>(_orders.Streams) { ["orders.pgdump"] = _orders.Streams["orders.pgdump"][..^5000] } };

        await Assert.ThrowsAsync<RefusedException>(() => Restored.IntoAsync(Target("live") with { Overwrite = true }, cut));

        Assert.Equal(1L, await _server.ScalarAsync("live", "SELECT count(*) FROM precious"));

        var (_, comparison) = await Restored.IntoAsync(Target("live") with { Overwrite = true }, _orders);

        Assert.True(comparison.IsEqual);
        Assert.Equal(500L, await _server.ScalarAsync("live", "SELECT count(*) FROM orders"));
        Assert.Equal(before, await _server.ScalarAsync("postgres", Working));
    }

    [Fact]
    public async Task A_restore_that_fails_half_way_leaves_no_database_of_that_name_and_says_which_one_is_unusable()
    {
        var cut = _orders with { Streams = new Dictionary<string, byte[]>(_orders.Streams) { ["orders.pgdump"] = _orders.Streams["orders.pgdump"][..^5000] } };

        var failure = await Assert.ThrowsAsync<RefusedException>(() => Restored.IntoAsync(Target("half"), cut));

        Assert.Contains("drc_restoring_half", failure.Message, StringComparison.Ordinal);
        Assert.Contains("unusable", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await _server.ScalarAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname = 'half'"));
        Assert.Contains("Do not use it", (string)(await _server.ScalarAsync("postgres", "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'drc_restoring_half'"))!, StringComparison.Ordinal);

        var (_, comparison) = await Restored.IntoAsync(Target("half"), _orders); // again: what was left is in nobody's way

        Assert.True(comparison.IsEqual);
    }

    [Fact]
    public async Task What_differs_is_named_and_the_database_does_not_get_its_name()
    {
        var facts = _orders.Manifest.Facts;
        var wrong = facts.Databases[0] with { Tables = [.. facts.Databases[0].Tables.Select(table => table.Table == "public.orders" ? table with { Hash = "1" } : table.Table == "public.parted_1" ? table with { Rows = 11 } : table.Table == "sequence public.taken" ? table with { Hash = "43" } : table), new("public.gone", 1, "2")] };

        var (_, comparison) = await Restored.IntoAsync(Target("wrong"), _orders with { Manifest = _orders.Manifest with { Facts = facts with { Databases = [wrong] } } });

        Assert.Equal(4, comparison.Differences.Count);
        Assert.Contains("orders: the 500 rows of public.orders are not those of the backup's instant.", comparison.Differences);
        Assert.Contains("orders: public.parted_1 has 10 rows, and had 11.", comparison.Differences);
        Assert.Contains("orders: public.gone is missing.", comparison.Differences);
        Assert.Equal(0L, await _server.ScalarAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname = 'wrong'"));
    }

    [Fact]
    public async Task On_another_server_roles_come_first_and_roles_that_are_there_stay_as_they_are()
    {
        var all = await TakenBackup.TakeAsync(_server.Source(_server.Settings()));
        await using var other = await OwnPostgres.StartAsync();
        await other.ExecuteAsync("postgres", "CREATE ROLE clerk NOLOGIN PASSWORD 'theirs'");
        var passwordBefore = await other.ScalarAsync("postgres", "SELECT rolpassword FROM pg_authid WHERE rolname = 'clerk'");
        await _server.ExecuteAsync("postgres", "CREATE ROLE fresh LOGIN PASSWORD 'ours'");
        all = await TakenBackup.TakeAsync(_server.Source(_server.Settings()));

        var (check, comparison) = await Restored.IntoAsync(new PostgresTarget(other.Host, 5432, PostgresServer.OwnerRole, null) { Globals = true }, all);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences));
        Assert.DoesNotContain(_orders.Manifest.Facts.ServerIdentity!, check.Identity, StringComparison.Ordinal);
        Assert.Equal(passwordBefore, await other.ScalarAsync("postgres", "SELECT rolpassword FROM pg_authid WHERE rolname = 'clerk'"));
        Assert.Equal(false, await other.ScalarAsync("postgres", "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'clerk'"));
        Assert.Equal(await _server.ScalarAsync("postgres", "SELECT rolpassword FROM pg_authid WHERE rolname = 'fresh'"), await other.ScalarAsync("postgres", "SELECT rolpassword FROM pg_authid WHERE rolname = 'fresh'"));
    }

    [Fact]
    public async Task Missing_roles_are_named_beforehand_and_cost_owners_and_grants_only()
    {
        await using var other = await OwnPostgres.StartAsync();

        var (check, comparison) = await Restored.IntoAsync(new PostgresTarget(other.Host, 5432, PostgresServer.OwnerRole, "orders"), _orders);

        Assert.True(comparison.IsEqual);
        Assert.Contains(check.Remarks, remark => remark.Contains("not on the target: clerk", StringComparison.Ordinal));
        Assert.Equal(PostgresServer.OwnerRole, await other.ScalarAsync("orders", "SELECT tableowner::text FROM pg_tables WHERE tablename = 'nothing'"));
    }

    [Fact]
    public async Task An_extension_that_the_target_lacks_is_named_before_anything_is_made()
    {
        var facts = _orders.Manifest.Facts;
        var unknown = _orders with { Manifest = _orders.Manifest with { Facts = facts with { Databases = [facts.Databases[0] with { Extensions = ["postgis 3.3.2"] }] } } };

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => Restored.IntoAsync(Target("new"), unknown));

        Assert.Equal("extension_missing", refusal.Code);
        Assert.Contains("postgis 3.3.2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encoding_and_locale_are_those_of_the_source()
    {
        await _server.CreateAsync("latin", "CREATE TABLE words AS SELECT 'ä' AS it", "TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
        var latin = await TakenBackup.TakeAsync(_server.Source(_server.Settings("latin")));

        var (_, comparison) = await Restored.IntoAsync(Target("latin_again"), latin);

        Assert.True(comparison.IsEqual, string.Join('\n', comparison.Differences));
        Assert.Equal("LATIN1 C C", await _server.ScalarAsync("postgres", "SELECT pg_encoding_to_char(encoding) || ' ' || datcollate || ' ' || datctype FROM pg_database WHERE datname = 'latin_again'"));
    }

    [Fact]
    public async Task An_empty_database_is_proven_empty_and_one_without_fingerprints_is_not_called_equal()
    {
        await _server.ExecuteAsync("postgres", "CREATE DATABASE hollow");
        var empty = await TakenBackup.TakeAsync(_server.Source(_server.Settings("hollow")));
        var blind = await TakenBackup.TakeAsync(_server.Source(_server.Settings("orders") with { Fingerprints = DrConsole.Backups.Sources.FingerprintDepth.None }));

        Assert.True((await Restored.IntoAsync(Target("hollow_again"), empty)).Comparison.IsEqual);
        var unknown = (await Restored.IntoAsync(Target("blind"), blind)).Comparison;

        Assert.False(unknown.IsEqual);
        Assert.NotNull(unknown.NotComparable);
    }

    private PostgresTarget Target(string database) => new(_server.Host, 5432, PostgresServer.OwnerRole, database);
}
