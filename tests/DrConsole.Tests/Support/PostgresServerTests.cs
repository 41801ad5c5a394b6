using System.Diagnostics;
using Npgsql;

namespace DrConsole.Tests.Support;

public sealed class PostgresServerTests(PostgresServer postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_databases_know_nothing_of_each_other()
    {
        await using var one = await postgres.CreateDatabaseAsync();
        await using var other = await postgres.CreateDatabaseAsync();

        await ExecuteAsync(one.OwnerConnectionString, "CREATE TABLE only_here (it int)");

        Assert.Equal(1L, await ReadAsync(one.OwnerConnectionString, "SELECT count(*) FROM pg_tables WHERE tablename = 'only_here'"));
        Assert.Equal(0L, await ReadAsync(other.OwnerConnectionString, "SELECT count(*) FROM pg_tables WHERE tablename = 'only_here'"));
    }

    [Fact]
    public async Task Databases_are_made_side_by_side()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => postgres.CreateDatabaseAsync()));

        Assert.Equal(8, databases.Select(database => database.Name).Distinct(StringComparer.Ordinal).Count());
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_console_connects_without_an_owners_power()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(database.AppConnectionString, "CREATE TABLE forbidden (it int)"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task A_restart_cuts_connections_and_keeps_what_was_committed()
    {
        await using var own = new PostgresServer(); // nobody else's tests are to feel the restart
        await using var database = await own.CreateDatabaseAsync();
        await ExecuteAsync(database.OwnerConnectionString, "CREATE TABLE kept AS SELECT 42 AS it");
        await using var open = new NpgsqlConnection(database.OwnerConnectionString);
        await open.OpenAsync(Ct);

        await own.RestartAsync();

        await using var command = new NpgsqlCommand("SELECT 1", open);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => command.ExecuteScalarAsync(Ct));
        NpgsqlConnection.ClearPool(open);
        Assert.Equal(42, await ReadAsync(database.OwnerConnectionString, "SELECT it FROM kept"));
    }

    [Fact]
    public async Task Nothing_is_left_when_it_is_disposed()
    {
        var own = new PostgresServer();
        var database = await own.CreateDatabaseAsync();
        var folder = Path.GetDirectoryName(new NpgsqlConnectionStringBuilder(database.OwnerConnectionString).Host)!;

        await own.DisposeAsync();

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Nothing_is_left_when_the_tests_are_killed()
    {
        var folder = $"/tmp/drconsole-tests-{Environment.ProcessId}-killed-{Path.GetRandomFileName()}";
        using var guard = PostgresGuard.Start(folder, PostgresServer.OwnerRole);
        var pidFile = Path.Combine(folder, "data", "postmaster.pid");
        while (!File.Exists(pidFile))
        {
            Assert.False(guard.HasExited);
            await Task.Delay(1, Ct);
        }

        guard.StandardInput.Close(); // what the kernel does with a killed process's end of the pipe, here in the middle of the start
        await guard.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct);

        Assert.False(Directory.Exists(folder));
        Assert.DoesNotContain(Process.GetProcessesByName("postgres"), server => CommandLine(server).Contains(folder, StringComparison.Ordinal));
    }

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return ""; // it ended in between
        }
    }

    private static async Task ExecuteAsync(string connectionString, string sql) => _ = await ReadAsync(connectionString, sql);

    private static async Task<object?> ReadAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct);
    }
}
