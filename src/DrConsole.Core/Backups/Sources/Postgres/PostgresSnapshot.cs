using Npgsql;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>An exported snapshot of one database. It lasts as long as this object: dump and fingerprints read the same rows under it.</summary>
internal sealed class PostgresSnapshot : IAsyncDisposable
{
    // Formats are fixed so that the same rows give the same text on every server; timeouts of the role must not cut a long backup.
    private const string Settings =
        """
        SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout', 'max_parallel_workers_per_gather');
        SET row_security = off; SET DateStyle = 'ISO, MDY'; SET TimeZone = 'UTC'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 3;
        SET bytea_output = 'hex'; SET lc_monetary = 'C'; SET search_path = ''; SET quote_all_identifiers = off
        """;

    private PostgresSnapshot(NpgsqlConnection connection, string database, string id, DateTimeOffset at) =>
        (Connection, Database, Id, At) = (connection, database, id, at);

    public NpgsqlConnection Connection { get; }

    public string Database { get; }

    /// <summary>For <c>pg_dump --snapshot</c>.</summary>
    public string Id { get; }

    /// <summary>The server's clock right before the snapshot: whatever was committed by then is in it.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Takes one.</summary>
    public static async Task<PostgresSnapshot> TakeAsync(PostgresLink link, string database, CancellationToken ct)
    {
        var connection = await BeginAsync(link, database, ct);
        var (id, at) = (await connection.ReadAsync("SELECT pg_export_snapshot(), statement_timestamp()", row => (row.GetString(0), row.GetFieldValue<DateTimeOffset>(1)), ct))[0];
        return new(connection, database, id, at);
    }

    /// <summary>A second connection that sees exactly what this snapshot sees.</summary>
    public async Task<NpgsqlConnection> ShareAsync(PostgresLink link, CancellationToken ct)
    {
        var connection = await BeginAsync(link, Database, ct);
        await connection.ExecuteAsync($"SET TRANSACTION SNAPSHOT {PostgresQuery.Literal(Id)}", ct);
        return connection;
    }

    /// <summary>A connection in a read-only transaction with the fixed formats.</summary>
    public static async Task<NpgsqlConnection> BeginAsync(PostgresLink link, string database, CancellationToken ct)
    {
        var connection = await link.ConnectAsync(database, ct);
        await connection.ExecuteAsync(Settings, ct);
        await connection.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", ct);
        return connection;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
