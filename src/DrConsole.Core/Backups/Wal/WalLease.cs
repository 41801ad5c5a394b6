using System.Data.Common;
using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Wal;

/// <summary>
/// The right to receive one policy's log: a lock of a database session of its own. The database ends the session when it was not renewed for
/// <see cref="Length"/>, and with it the lock: a node that hangs or is cut off loses it by the database's clock.
/// </summary>
internal sealed class WalLease : IAsyncDisposable
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    private const int Kind = 0x57414C; // "WAL": the first half of the lock's key
    private readonly DrDbContext _db;
    private readonly DbConnection _connection;

    private WalLease(DrDbContext db, DbConnection connection) => (_db, _connection) = (db, connection);

    /// <summary>Takes it; null while another node has it.</summary>
    public static async Task<WalLease?> TakeAsync(IDbContextFactory<DrDbContext> contexts, Guid policyId, CancellationToken ct)
    {
        var db = await contexts.CreateDbContextAsync(ct);
        try
        {
            var connection = db.Database.GetDbConnection();
            await connection.OpenAsync(ct);
            var lease = new WalLease(db, connection);
            _ = await lease.ScalarAsync(FormattableString.Invariant($"SET idle_session_timeout = '{Length.TotalSeconds}s'"), ct);
            if (await lease.ScalarAsync(FormattableString.Invariant($"SELECT pg_try_advisory_lock({Kind}, {BitConverter.ToInt32(policyId.ToByteArray(), 12)})"), ct) is true)
            {
                return lease;
            }
        }
        catch (DbException)
        {
            await db.DisposeAsync();
            throw;
        }

        await db.DisposeAsync();
        return null;
    }

    /// <summary>Makes it last again. False when it is lost.</summary>
    public async Task<bool> RenewAsync(CancellationToken ct)
    {
        try
        {
            return await ScalarAsync("SELECT true", ct) is true;
        }
        catch (Exception lost) when (lost is DbException or InvalidOperationException or TimeoutException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _db.DisposeAsync(); // the pool resets the session, which unlocks

    private async Task<object?> ScalarAsync(string sql, CancellationToken ct)
    {
        await using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // constants and numbers only
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 10;
        return await command.ExecuteScalarAsync(ct);
    }
}
