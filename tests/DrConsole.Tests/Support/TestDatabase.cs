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
