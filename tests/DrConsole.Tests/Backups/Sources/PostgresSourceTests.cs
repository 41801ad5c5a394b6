using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Npgsql;

namespace DrConsole.Tests.Backups.Sources;

public sealed class PostgresSourceTests : IAsyncLifetime
{
    private const string Orders = SampleDatabase.Sql;
    private OwnPostgres _server = null!;

    public async ValueTask InitializeAsync() => _server = await OwnPostgres.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_backup_has_roles_every_database_and_what_was_in_them()
    {
        await _server.CreateAsync("orders", Orders);
        await _server.CreateAsync("Käse/.. =1", "CREATE TABLE it (a int); INSERT INTO it VALUES (1), (2)");

        var taken = await TakenBackup.TakeAsync(_server.Source(_server.Settings()));

        Assert.Equal("globals.sql", taken.Manifest.Streams[0].Name);
        Assert.Equal(["Käse/.. =1", "orders", "postgres"], taken.Manifest.Streams.Where(stream => stream.Format == StreamFormat.PostgresArchive).Select(stream => stream.Database).Order(StringComparer.Ordinal));
        Assert.All(taken.Manifest.Streams, stream => Assert.Matches("^[a-z0-9_.-]+$", stream.Name));
        Assert.Equal(500, taken.Table("orders", "public.orders").Rows);
        Assert.NotNull(taken.Table("orders", "public.orders").Hash);
        Assert.Equal(1, taken.Table("orders", "public.\"Odd \"\"Name\"").Rows);
        Assert.Equal(10, taken.Table("orders", "public.parted_2").Rows);
        Assert.Equal(2, taken.Table("orders", "large objects").Rows);
        Assert.Equal("42", taken.Table("orders", "sequence public.taken").Hash);
        Assert.Equal("unused", taken.Table("orders", "sequence public.unused").Hash);
        Assert.DoesNotContain(taken.Database("orders").Tables, table => table.Table is "public.totals" or "public.parted");
        Assert.Contains(taken.Database("orders").Extensions, extension => extension.StartsWith("citext 1.", StringComparison.Ordinal));
        Assert.Equal(("UTF8", "C.UTF-8", 2L), (taken.Database("orders").Encoding, taken.Database("orders").Locale, taken.Database("orders").LargeObjects));
        Assert.Equal((await _server.ScalarAsync("postgres", "SELECT system_identifier::text FROM pg_control_system()"))?.ToString(), taken.Manifest.Facts.ServerIdentity);
        Assert.StartsWith("PostgreSQL 1", taken.Manifest.Facts.ServerVersion, StringComparison.Ordinal);
        Assert.True(taken.Check.ExpectedBytes > 1_000_000);
    }

    [Fact]
    public async Task Rows_that_come_while_the_dump_runs_are_in_neither_the_dump_nor_the_fingerprint()
    {
        await _server.CreateAsync("orders", Orders);
        var before = await TakenBackup.TakeAsync(_server.Source(_server.Settings("orders")));

        var during = await TakenBackup.TakeAsync(_server.Source(_server.Settings("orders")), whileRunning: async output =>
        {
            if (output.Database is not null)
            {
                await _server.ExecuteAsync("orders", "INSERT INTO orders (customer) VALUES ('late'); DELETE FROM parted; SELECT nextval('taken')");
            }
        });

        Assert.Equal(before.Table("orders", "public.orders"), during.Table("orders", "public.orders"));
        Assert.Equal(before.Table("orders", "public.parted_1"), during.Table("orders", "public.parted_1"));
        Assert.Equal("42..43", during.Table("orders", "sequence public.taken").Hash);
    }

    [Fact]
    public async Task A_table_that_was_changed_has_another_fingerprint_though_its_rows_are_as_many()
    {
        await _server.CreateAsync("orders", Orders);
        var before = await TakenBackup.TakeAsync(_server.Source(_server.Settings("orders")));

        await _server.ExecuteAsync("orders", "UPDATE orders SET note = note || '.' WHERE id = 77; UPDATE parted SET v = v; SELECT lo_put(4711, 3000, 'x')");
        var after = await TakenBackup.TakeAsync(_server.Source(_server.Settings("orders")));

        Assert.NotEqual(before.Table("orders", "public.orders"), after.Table("orders", "public.orders"));
        Assert.NotEqual(before.Table("orders", "large objects"), after.Table("orders", "large objects"));
        Assert.Equal(before.Table("orders", "public.parted_1"), after.Table("orders", "public.parted_1"));
    }

    [Fact]
    public async Task A_dump_that_is_killed_half_way_is_a_failure_though_bytes_flowed()
    {
        await _server.CreateAsync("big", "CREATE TABLE big AS SELECT repeat(md5(i::text), 30) AS it FROM generate_series(1, 20000) i");

        var failure = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(
            _server.Source(_server.Settings("big") with { Globals = false }), whileRunning: _ => Until.TrueAsync(KillDump))); // it has just been started, and may not be pg_dump yet

        Assert.Equal("source_failed", failure.Code);
        Assert.Contains("pg_dump ended with code 137", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_dies_under_the_dump_is_a_failure()
    {
        await _server.CreateAsync("big", "CREATE TABLE big AS SELECT repeat(md5(i::text), 30) AS it FROM generate_series(1, 20000) i");

        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            TakenBackup.TakeAsync(_server.Source(_server.Settings("big") with { Globals = false }), whileRunning: _ => _server.ExecuteAsync("postgres", "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'big'")));

        Assert.True(failure is RefusedException or NpgsqlException, failure.ToString());
    }

    [Fact]
    public async Task A_dump_whose_way_to_the_server_is_cut_is_a_failure_though_bytes_flowed()
    {
        await _server.CreateAsync("big", "CREATE TABLE it AS SELECT n, repeat(md5(n::text), 100) AS text FROM generate_series(1, 10000) n");
        await using var proxy = new FaultProxy(new(Path.Combine(_server.Host, ".s.PGSQL.5432")));
        var source = _server.Source(_server.Settings("big") with { Host = proxy.Address.Host, Port = proxy.Address.Port, Globals = false });
        _ = await TakenBackup.TakeAsync(source); // nothing else is wrong with this way
        proxy.Fault = new() { CutAfterReceived = 10_000_000 };

        var failure = await Assert.ThrowsAsync<RefusedException>(() => TakenBackup.TakeAsync(source));

        Assert.Contains("pg_dump", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_structure_only_backup_promises_empty_tables()
    {
        await _server.CreateAsync("orders", Orders);

        var taken = await TakenBackup.TakeAsync(_server.Source(_server.Settings("orders") with { SchemaOnly = true }));

        Assert.Equal((0L, null), (taken.Table("orders", "public.orders").Rows, taken.Table("orders", "public.orders").Hash));
        Assert.True(taken.Streams["orders.pgdump"].AsSpan().IndexOf("parted_2"u8) > 0);
        Assert.False(taken.Streams["orders.pgdump"].AsSpan().IndexOf("p19"u8) > 0);
    }

    // The dump waits until its pipe is read, so it is there to be killed.
    private static bool KillDump()
    {
        var dumps = System.Diagnostics.Process.GetProcessesByName("pg_dump").Where(process => Children.AreOurs(process.Id)).ToList();
        dumps.ForEach(dump => dump.Kill());
        return dumps.Count > 0;
    }
}
