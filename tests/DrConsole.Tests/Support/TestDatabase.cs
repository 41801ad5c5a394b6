using Npgsql;

namespace DrConsole.Tests.Support;

/// <summary>A database of one test class: a copy of the template, dropped when disposed.</summary>
public sealed class TestDatabase(PostgresServer server, string name) : IAsyncDisposable
{
    public string Name => name;

    /// <summary>As the console connects: rights only on what migrations granted.</summary>
    public string AppConnectionString => server.ConnectionString(PostgresServer.AppRole, name);

    /// <summary>As migrations connect, and whoever tampers with a row in a test.</summary>
    public string OwnerConnectionString => server.ConnectionString(PostgresServer.OwnerRole, name);

    /// <summary>Runs SQL with the owner's rights, as an intruder or an old version would.</summary>
    public Task ExecuteAsOwnerAsync(string sql) => ScalarAsOwnerAsync(sql);

    /// <summary>The first value that the SQL gives.</summary>
    public async Task<object?> ScalarAsOwnerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        var value = await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        NpgsqlConnection.ClearPool(connection); // what the SQL set for its session must not be met again
        return value;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connectionString in (string[])[AppConnectionString, OwnerConnectionString])
        {
            await using var connection = new NpgsqlConnection(connectionString);
            NpgsqlConnection.ClearPool(connection);
        }

        await server.DropDatabaseAsync(name);
    }
}
