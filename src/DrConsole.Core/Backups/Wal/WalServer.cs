using System.Globalization;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Wal;

/// <summary>Asks a PostgreSQL server, over a connection that is kept, how far its write-ahead log is and how our slot stands.</summary>
internal sealed class WalServer(PostgresLink link, string slot) : IAsyncDisposable
{
    private const int DropAttempts = 50;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private const string Sql =
        """
        SELECT clock_timestamp(), pg_is_in_recovery(), (SELECT system_identifier::text FROM pg_control_system()),
            pg_size_bytes(current_setting('wal_segment_size'))::int,
            CASE WHEN pg_is_in_recovery() THEN NULL ELSE pg_current_wal_insert_lsn()::text END,
            CASE WHEN pg_is_in_recovery() THEN NULL ELSE left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) END,
            s.slot_type, s.restart_lsn::text, s.active_pid, s.wal_status, s.safe_wal_size
        FROM (SELECT 1) AS one LEFT JOIN pg_replication_slots s ON s.slot_name = @slot
        """;

    private NpgsqlConnection? _connection;

    /// <summary>Looks. The instant is taken before the position: what was committed before the one lies before the other.</summary>
    /// <exception cref="RefusedException">The server does not answer, or not as it should.</exception>
    public async Task<WalServerState> LookAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(AnswerLimit);
        try
        {
            _connection ??= await link.ConnectAsync("postgres", limit.Token);
            await using var command = new NpgsqlCommand(Sql, _connection) { Parameters = { new("slot", slot) } };
            await using var row = await command.ExecuteReaderAsync(limit.Token);
            _ = await row.ReadAsync(limit.Token);
            return Read(row);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or InvalidOperationException
            || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            await CloseAsync();
            throw new RefusedException("postgres_unreachable", $"PostgreSQL at {link.Endpoint} does not answer: {failure.Message}");
        }
    }

    /// <summary>Ends whoever streams from our slot: the receiver of a console that is gone holds it until its connection breaks.</summary>
    public Task EndStreamAsync(CancellationToken ct) =>
        ExecuteAsync("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = @slot AND active_pid IS NOT NULL", ct);

    /// <summary>Drops our slot, after ending who streams from it: one whose log the server has thrown away is of no use any more.</summary>
    /// <exception cref="RefusedException">Somebody holds it all the time.</exception>
    public async Task DropSlotAsync(CancellationToken ct)
    {
        for (var attempt = 0; attempt < DropAttempts; attempt++)
        {
            await EndStreamAsync(ct);
            await ExecuteAsync("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = @slot AND active_pid IS NULL", ct);
            if ((await LookAsync(ct)).Slot is null)
            {
                return;
            }

            await ExecuteAsync("SELECT pg_sleep(0.1) WHERE @slot <> ''", ct); // a process that was ended lets go of the slot a moment later
        }

        throw new RefusedException("slot_in_use", $"The replication slot {slot} on {link.Endpoint} cannot be dropped: another program streams from it again and again. End it; the slot is this console's alone.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var connection = await link.ConnectAsync("postgres", ct);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new("slot", slot) } };
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    private static WalServerState Read(NpgsqlDataReader row)
    {
        var segmentBytes = row.GetInt32(3);
        return new(
            row.GetBoolean(1), row.GetString(2), segmentBytes,
            row.IsDBNull(4)
                ? null
                : new(
                    int.Parse(row.GetString(5), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                    Lsn.Parse(row.GetString(4)).AsEnd(segmentBytes), new(row.GetFieldValue<DateTime>(0), TimeSpan.Zero)),
            row.IsDBNull(6)
                ? null
                : new(row.GetString(6), Lsn.TryParse(row.IsDBNull(7) ? null : row.GetString(7)), row.IsDBNull(8) ? null : row.GetInt32(8),
                    row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(10) ? null : row.GetInt64(10)));
    }
}

/// <summary>How a server's log stands.</summary>
/// <param name="Mark">How far it is; null on a standby, which cannot tell what its primary committed.</param>
/// <param name="Slot">Our slot; null when there is none.</param>
internal sealed record WalServerState(bool IsStandby, string SystemIdentifier, int SegmentBytes, WalMark? Mark, WalSlot? Slot);

/// <summary>What was committed before an instant, by the server's clock, lies before that position of that timeline, where a record ends.</summary>
internal sealed record WalMark(int Timeline, Lsn End, DateTimeOffset At);

/// <summary>A replication slot.</summary>
/// <param name="Confirmed">Its receiver has everything before this position on its disk.</param>
/// <param name="ActivePid">The server's process that streams from it.</param>
/// <param name="Status">The server's word: <c>reserved</c>, <c>extended</c>, <c>unreserved</c>, <c>lost</c>.</param>
/// <param name="SafeBytes">So much more may be written before the server throws log away that the slot needs.</param>
internal sealed record WalSlot(string Type, Lsn? Confirmed, int? ActivePid, string? Status, long? SafeBytes)
{
    public bool IsLost => Status == "lost";
}
