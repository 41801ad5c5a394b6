using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Postgres;
using Npgsql;

namespace DrConsole.Tests.Support;

/// <summary>A PostgreSQL server as a backup's source or a restore's target, with databases, roles and rules of the test's choice.</summary>
public sealed class OwnPostgres : IAsyncDisposable
{
    private readonly PostgresServer _server = new();

    private OwnPostgres()
    {
    }

    public string Host { get; private set; } = "";

    public static async Task<OwnPostgres> StartAsync()
    {
        var own = new OwnPostgres();
        await own._server.StartAsync();
        own.Host = new NpgsqlConnectionStringBuilder(own._server.ConnectionString(PostgresServer.OwnerRole, "postgres")).Host!;
        return own;
    }

    public PostgresSettings Settings(params string[] databases) => new(Host, 5432, PostgresServer.OwnerRole, databases);

    internal PostgresLink Link(string role = PostgresServer.OwnerRole, string? password = null) => new(Host, 5432, role, "prefer", password is null ? null : new(password));

    internal IBackupSource Source(PostgresSettings settings, string? password = null) => new SourceFactory().Create(settings, new(password is null ? null : new(password)));

    public async Task ExecuteAsync(string database, string sql) => _ = await ScalarAsync(database, sql);

    public async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var connection = await Link().ConnectAsync(database, CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }

    /// <summary>Makes a database with this content.</summary>
    public async Task CreateAsync(string database, string sql, string options = "")
    {
        await ExecuteAsync("postgres", $"CREATE DATABASE {PostgresQuery.Quoted(database)} {options}");
        await ExecuteAsync(database, sql);
    }

    /// <summary>From now on everybody but the owner must give a password.</summary>
    public async Task AskForPasswordsAsync()
    {
        var file = (string)(await ScalarAsync("postgres", "SHOW hba_file"))!;
        await File.WriteAllTextAsync(file, $"local all {PostgresServer.OwnerRole} trust\nlocal all all scram-sha-256\n", TestContext.Current.CancellationToken);
        await ExecuteAsync("postgres", "SELECT pg_reload_conf()");
    }

    public Task StopAsync() => _server.StopAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
