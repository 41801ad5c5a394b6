using System.Globalization;
using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>A PostgreSQL server on a recovered directory, reachable over a socket that only its owner and root can enter. Disposing it stops it.</summary>
public sealed class RecoveryServer : IAsyncDisposable
{
    private const string Starting = "57P03"; // cannot_connect_now
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);
    private readonly ChildProcess _postgres;
    private readonly ClusterOwner _owner;
    private readonly PostgresServerPrograms _programs;
    private readonly string _data;
    private bool _isStopped;

    private RecoveryServer(ChildProcess postgres, ClusterOwner owner, PostgresServerPrograms programs, string data, string socketFolder, string superuser) =>
        (_postgres, _owner, _programs, _data, SocketFolder, Superuser) = (postgres, owner, programs, data, socketFolder, superuser);

    /// <summary>Directory of its Unix socket; the port is 5432.</summary>
    public string SocketFolder { get; }

    /// <summary>A role that may do everything, without a password.</summary>
    public string Superuser { get; }

    /// <summary>One of PostgreSQL's programs of the server's own version.</summary>
    internal string Program(string name) => _programs.Program(name);

    /// <summary>A connection string for one of its databases.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder, Port = 5432, Username = Superuser, Database = database, Pooling = false, Passfile = "/nonexistent", Timeout = 15, CommandTimeout = 0,
    }.ConnectionString;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_isStopped && _owner.IsShutIn)
        {
            _postgres.Kill(); // pg_ctl knows no process behind the walls, and nothing of it is kept
        }
        else if (!_isStopped)
        {
            await EndAsync("immediate", CancellationToken.None);
        }

        await _postgres.DisposeAsync();
        if (Directory.Exists(SocketFolder))
        {
            Directory.Delete(SocketFolder, recursive: true);
        }
    }

    internal static async Task<RecoveryServer> StartAsync(
        ClusterOwner owner, PostgresServerPrograms programs, string data, string superuser, Func<string, IReadOnlyList<string>> arguments, CancellationToken ct)
    {
        var run = owner.MakeRunFolder();
        await File.WriteAllTextAsync(Path.Combine(run, "postgresql.conf"), "", ct);
        await File.WriteAllTextAsync(Path.Combine(run, "pg_hba.conf"), "local all all trust\n", ct); // the directory is its owner's alone
        await File.WriteAllTextAsync(Path.Combine(run, "pg_ident.conf"), "", ct);
        await owner.TakeAsync(run, ct);
        return new(ChildProcess.Start(owner.Command(programs.Program("postgres"), arguments(run), data)), owner, programs, data, run, superuser);
    }

    /// <summary>Waits until recovery has ended and the server takes connections. False when the server ended before, with its last words.</summary>
    internal async Task<(bool IsUp, string Said)> AwaitAsync(CancellationToken ct)
    {
        var ended = _postgres.WaitAsync(ct);
        while (!ended.IsCompleted)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("template1"));
                await connection.OpenAsync(ct);
                return (true, "");
            }
            catch (PostgresException refused) when (refused.SqlState != Starting)
            {
                throw new RefusedException("recovered_unreachable", $"The recovered server does not let {Superuser} in: {refused.MessageText}");
            }
            catch (NpgsqlException)
            {
                _ = await Task.WhenAny(ended, Task.Delay(AskEvery, ct));
                ct.ThrowIfCancellationRequested();
            }
        }

        _isStopped = true;
        return (false, (await ended).Said);
    }

    internal async Task<RecoveryFindings> FindAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("template1"));
        await connection.OpenAsync(ct);
        await using var checkpoint = new NpgsqlCommand("CHECKPOINT", connection) { CommandTimeout = 0 };
        await checkpoint.ExecuteNonQueryAsync(ct);
        await using var command = new NpgsqlCommand(
            "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn()::text, pg_last_xact_replay_timestamp(), (SELECT timeline_id FROM pg_control_checkpoint()), (SELECT system_identifier::text FROM pg_control_system())", connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        _ = await row.ReadAsync(ct);
        return new(
            row.GetBoolean(0), Lsn.TryParse(row.IsDBNull(1) ? null : row.GetString(1)), row.IsDBNull(2) ? null : new DateTimeOffset(row.GetFieldValue<DateTime>(2), TimeSpan.Zero),
            row.GetInt32(3), row.GetString(4));
    }

    /// <summary>Stops it in order, so that its directory can be started anywhere.</summary>
    internal Task StopAsync(CancellationToken ct) => EndAsync("fast", ct);

    private async Task EndAsync(string mode, CancellationToken ct)
    {
        try
        {
            _ = await ChildProcess.ReadAsync(_owner.Command(_programs.Program("pg_ctl"), ["stop", "-D", _data, "-m", mode, "-w", "-t", "600", "-s"]), ct);
            _isStopped = true;
        }
        catch (RefusedException) when (mode == "immediate")
        {
            _postgres.Kill(); // it did not even write its pid file
        }
    }
}

/// <summary>What a recovered server says of its recovery.</summary>
internal sealed record RecoveryFindings(bool IsInRecovery, Lsn? Reached, DateTimeOffset? LastCommitAt, int Timeline, string SystemIdentifier);

/// <summary>PostgreSQL's server programs of one major version.</summary>
internal sealed record PostgresServerPrograms(string Folder, int Major)
{
    private const string DebianRoot = "/usr/lib/postgresql";

    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>The programs of exactly the version that wrote the directory: no other can read it.</summary>
    /// <exception cref="RefusedException">They are not on this machine.</exception>
    public static async Task<PostgresServerPrograms> FindAsync(int major, CancellationToken ct)
    {
        string[] folders = [.. Environment.GetEnvironmentVariable("PG_BIN") is { Length: > 0 } chosen ? [chosen] : Array.Empty<string>(), $"{DebianRoot}/{major.ToString(CultureInfo.InvariantCulture)}/bin"];
        foreach (var folder in folders.Where(folder => File.Exists(Path.Combine(folder, "postgres"))))
        {
            var said = await ChildProcess.ReadAsync(new(Path.Combine(folder, "postgres"), ["--version"]), ct);
            if (said.Contains($") {major.ToString(CultureInfo.InvariantCulture)}.", StringComparison.Ordinal) || said.Contains($") {major.ToString(CultureInfo.InvariantCulture)} ", StringComparison.Ordinal))
            {
                return new(folder, major);
            }
        }

        throw new RefusedException("server_missing",
            $"The backup is of PostgreSQL {major.ToString(CultureInfo.InvariantCulture)}, whose data directory only the server of that major version can read, and it is not here. Install postgresql-{major.ToString(CultureInfo.InvariantCulture)}, or set PG_BIN to the folder of its programs.");
    }
}
