using System.Diagnostics;
using DrConsole.Database;
using DrConsole.Tests.Support;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace DrConsole.Tests.Support;

/// <summary>One private PostgreSQL for the whole test run, started by the first test that needs it, gone with the test process.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string OwnerRole = "drconsole";
    public const string AppRole = "drconsole_app";

    private const string Template = "drconsole_template";

    private readonly SemaphoreSlim _gate = new(1);
    private Process? _guard;
    private bool _hasTemplate;
    private int _databases;

    /// <summary>Where it lives.</summary>
    public string Folder { get; init; } = ServerFolder.New("tests");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        await PrepareTemplateAsync();
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        // By its files: block by block through the log takes the server four times the processor.
        await ExecuteAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {Template} STRATEGY FILE_COPY OWNER {OwnerRole}");
        return new TestDatabase(this, name);
    }

    /// <summary>A database without any table.</summary>
    public async Task<TestDatabase> CreateEmptyDatabaseAsync()
    {
        await PrepareTemplateAsync();
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync("postgres", $"CREATE DATABASE {name} STRATEGY FILE_COPY OWNER {OwnerRole}");
        return new TestDatabase(this, name);
    }

    public string ConnectionString(string role, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = Path.Combine(Folder, "socket"),
            Username = role,
            Database = database,
            IncludeErrorDetail = true,
            MaxPoolSize = 20,
        }.ConnectionString;

    /// <summary>What an operator's restart looks like to the console: every connection is cut, then the server is back.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task StartAsync()
    {
        await _gate.WaitAsync(Ct);
        try
        {
            _guard ??= await StartGuardAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task StopAsync()
    {
        if (_guard is { } guard)
        {
            await guard.StandardInput.WriteLineAsync("stop");
            await EndGuardAsync(guard);
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_guard is { } guard)
        {
            await EndGuardAsync(guard);
        }
        else if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        _gate.Dispose();
    }

    internal Task DropDatabaseAsync(string name) => ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private async Task PrepareTemplateAsync()
    {
        await StartAsync();
        await _gate.WaitAsync(Ct);
        try
        {
            if (!_hasTemplate)
            {
                await ExecuteAsync("postgres", $"CREATE ROLE {AppRole} LOGIN");
                await ExecuteAsync("postgres", $"CREATE DATABASE {Template} OWNER {OwnerRole}");
                await SchemaUpgrade.ApplyAsync(Unpooled(Template), ConnectionString(AppRole, Template), CancellationToken.None);
                NpgsqlConnection.ClearAllPools(); // a database with a connection left open cannot be copied
                _hasTemplate = true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Process> StartGuardAsync()
    {
        var guard = PostgresGuard.Start(Folder, OwnerRole);
        var started = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (guard.HasExited || started.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {await PostgresGuard.LastWordsAsync(Folder)}");
            }

            await Task.Delay(20, Ct);
        }

        return guard;
    }

    private async Task EndGuardAsync(Process guard)
    {
        await GuardShell.EndAsync(guard);
        _guard = null;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("postgres", "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    // Not cancelled with the test: most of it is clean-up, and all of it is short.
    private async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(Unpooled(database));
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private string Unpooled(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString(OwnerRole, database)) { Pooling = false }.ConnectionString;
}
