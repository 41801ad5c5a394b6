using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Keys;

/// <summary>How changes of keys meet the table.</summary>
internal static class KeyTable
{
    private const int LockNumber = 0x6B657973; // "keys" in ASCII; other advisory locks have other numbers

    /// <summary>Changes of keys queue, so that of two who rotate at once the second sees the first one's key.</summary>
    public static Task LockAsync(Change change, CancellationToken ct) => change.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockNumber})", ct);

    public static async Task<EncryptionKey> FindAsync(Change change, Guid keyId, CancellationToken ct) =>
        await change.Db.EncryptionKeys.SingleOrDefaultAsync(key => key.Id == keyId, ct) ?? throw new NotFoundException("key", keyId);
}
