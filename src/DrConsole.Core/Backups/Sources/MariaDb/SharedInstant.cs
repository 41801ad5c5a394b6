using System.Globalization;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.MariaDb;

/// <summary>
/// Opens two snapshots of one instant, which MariaDB cannot share by itself: writes are held back (FLUSH TABLES WITH READ LOCK) until ours and that of
/// the dump program are both open. That takes as long as a program takes to start.
/// </summary>
internal static class SharedInstant
{
    private const int LockSeconds = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(20);

    /// <summary>Opens the snapshot of <paramref name="session"/> and starts the dump. Not shared when the lock could not be had: then the dump runs alone.</summary>
    /// <param name="locker">A session of its own: it holds the lock, looks for the dump's transaction, and is over afterwards.</param>
    public static async Task<(IProducer Producer, bool IsShared)> OpenAsync(MariaDbConsole locker, MariaDbConsole session, Func<ChildProducer> startDump, CancellationToken ct)
    {
        if (!await IsHeldAsync(locker, ct))
        {
            return (startDump(), false);
        }

        await session.AskAsync("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", ct);
        await session.AskAsync("START TRANSACTION WITH CONSISTENT SNAPSHOT", ct);
        var ours = await session.ValueAsync("SELECT CONNECTION_ID()", ct);
        var dump = startDump();
        try
        {
            var isShared = await SeesAsync(locker, ours!, dump, ct);
            await locker.AskAsync("UNLOCK TABLES", ct);
            return (dump, isShared);
        }
        catch
        {
            await dump.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> IsHeldAsync(MariaDbConsole locker, CancellationToken ct)
    {
        try
        {
            await locker.AskAsync(string.Create(CultureInfo.InvariantCulture, $"SET SESSION lock_wait_timeout = {LockSeconds}"), ct);
            await locker.AskAsync("FLUSH TABLES WITH READ LOCK", ct);
            return true;
        }
        catch (RefusedException refusal) when (refusal.Message.Contains("ERROR 1205", StringComparison.Ordinal))
        {
            return false;
        }
    }

    // The dump's connection is younger than ours and belongs to the same user. One that is over already has read all that it ever will, under the lock.
    private static async Task<bool> SeesAsync(MariaDbConsole locker, string ours, ChildProducer dump, CancellationToken ct)
    {
        var sql = $"SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id WHERE p.id > {ours} AND p.user = SUBSTRING_INDEX(USER(), '@', 1)";
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < LongestHold)
        {
            if (await locker.ValueAsync(sql, ct) is not "0" || dump.HasEnded)
            {
                return true;
            }

            await Task.Delay(Pause, ct);
        }

        return false;
    }
}
