using System.Diagnostics;
using DrConsole.Backups.Sources;
using DrConsole.Tests.Support;
using Npgsql;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>A PostgreSQL cluster of one test: its log is cut off, its server killed, its slot dropped, and nobody else feels it.</summary>
internal sealed class WalCluster : IAsyncDisposable
{
    public const string Owner = "owner";
    public const string BackupRole = "backup";

    private Process _guard;
    private bool _isEnded;

    private WalCluster(string folder, Process guard) => (Folder, _guard) = (folder, guard);

    /// <summary>Holds <c>data</c>, <c>socket</c> and <c>log</c>.</summary>
    public string Folder { get; }

    public string Data => Path.Combine(Folder, "data");

    public string Socket => Path.Combine(Folder, "socket");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A new cluster with a role that may replicate and nothing else.</summary>
    public static async Task<WalCluster> CreateAsync()
    {
        var folder = ServerFolder.New("wal");
        var cluster = new WalCluster(folder, PostgresGuard.Start(folder, Owner));
        await cluster.AwaitAsync();
        await cluster.ExecuteAsync($"CREATE ROLE {BackupRole} LOGIN REPLICATION; CREATE TABLE entry (id int PRIMARY KEY, said text)");
        return cluster;
    }

    /// <summary>A server on a data directory that was restored to FOLDER/data.</summary>
    public static async Task<WalCluster> OpenAsync(string folder)
    {
        var cluster = new WalCluster(folder, PostgresGuard.Start(folder, Owner));
        await cluster.AwaitAsync();
        return cluster;
    }

    public PostgresPhysicalSettings Settings(int partialSeconds = 1, string slot = "drconsole") => new(Socket, 5432, BackupRole, slot) { PartialSeconds = partialSeconds };

    /// <summary>Commits a row.</summary>
    public Task InsertAsync(int id) => ExecuteAsync($"INSERT INTO entry VALUES ({id}, 'row {id}')");

    /// <summary>Commits a row, and an instant of the server between this commit and whatever comes later.</summary>
    public async Task<DateTimeOffset> InsertAndReadClockAsync(int id)
    {
        await InsertAsync(id);
        return new((DateTime)(await ScalarAsync("SELECT clock_timestamp()"))!, TimeSpan.Zero);
    }

    public Task SwitchAsync() => ExecuteAsync("SELECT pg_switch_wal()");

    public async Task<IReadOnlyList<int>> IdsAsync()
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand("SELECT id FROM entry ORDER BY id", connection);
        await using var rows = await command.ExecuteReaderAsync(Ct);
        var ids = new List<int>();
        while (await rows.ReadAsync(Ct))
        {
            ids.Add(rows.GetInt32(0));
        }

        return ids;
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct);
    }

    public Task ExecuteAsync(string sql) => ScalarAsync(sql);

    /// <summary>Stops the server and keeps its data.</summary>
    public async Task StopAsync()
    {
        await _guard.StandardInput.WriteLineAsync("stop");
        await EndAsync();
    }

    public async Task StartAsync()
    {
        (_guard, _isEnded) = (PostgresGuard.Start(Folder, Owner), false);
        await AwaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isEnded)
        {
            return;
        }

        await EndAsync();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = Socket, Username = Owner, Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync(Ct);
        return connection;
    }

    private async Task AwaitAsync()
    {
        while (true)
        {
            try
            {
                _ = await ScalarAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (!_guard.HasExited)
            {
                await Task.Delay(20, Ct);
            }
            catch (NpgsqlException failure)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {await PostgresGuard.LastWordsAsync(Folder)}", failure);
            }
        }
    }

    private async Task EndAsync()
    {
        await GuardShell.EndAsync(_guard);
        _isEnded = true;
    }
}
