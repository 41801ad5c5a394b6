using System.Security.Cryptography;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Backups.Wal;

/// <summary>Brings sealed pieces to one store, in order: object first, record after it. Whatever was there before a crash is met again and counts.</summary>
internal sealed class WalLane(Destination destination, Func<WriteOptions> options, TrustedKeys trusted)
{
    private const int KeptPartials = 2; // the newest may be deleted under a reader who listed just before

    public Destination Destination => destination;

    /// <summary>Makes sure that the store has the piece.</summary>
    /// <exception cref="StoreException">The store failed; trying again later is right.</exception>
    /// <exception cref="RefusedException">The store has another content under this name: two clusters write to one place.</exception>
    public async Task ShipAsync(SealedWal item, CancellationToken ct)
    {
        if (!await HasRecordAsync(item, ct))
        {
            CrashPoint.Reach("wal.before-object");
            await PutObjectAsync(item, ct);
            CrashPoint.Reach("wal.after-object");
            var record = await File.ReadAllBytesAsync(item.RecordPath, ct);
            if (!await destination.Store.CreateAsync(item.RecordKey, record, options(), ct) && !await HasRecordAsync(item, ct))
            {
                throw new StoreException(StoreFault.Damaged, $"{item.RecordKey} was neither written nor is it there.");
            }

            CrashPoint.Reach("wal.after-record");
        }

        await DropSupersededAsync(item.Record, ct);
    }

    private async Task<bool> HasRecordAsync(SealedWal item, CancellationToken ct)
    {
        if (await destination.Store.FindAsync(item.RecordKey, ct) is null)
        {
            return false;
        }

        var bytes = await SmallObjects.ReadAsync(destination.Store, item.RecordKey, SignedWalRecord.MostBytes, ct);
        var there = SignedWalRecord.Read(item.RecordKey, bytes, trusted);
        return there.PlainSha256 == item.Record.PlainSha256 && there.EndLsn == item.Record.EndLsn
            ? true
            : throw new RefusedException("wal_conflict",
                $"{destination.Name} already holds {item.Record.Name} of this cluster with another content. Two servers that came from one backup write under the name of one source: give one of them a policy of its own.");
    }

    private async Task PutObjectAsync(SealedWal item, CancellationToken ct)
    {
        if (await destination.Store.FindAsync(item.ObjectKey, ct) is { } found)
        {
            await EnsureSameAsync(item, found, ct); // the same bytes, sent before a crash
            return;
        }

        if (item.Record.StoredBytes <= Part.Size)
        {
            _ = await destination.Store.CreateAsync(item.ObjectKey, await File.ReadAllBytesAsync(item.ObjectPath, ct), options(), ct);
            return;
        }

        await using var file = File.OpenRead(item.ObjectPath);
        await using var upload = await destination.Store.BeginUploadAsync(item.ObjectKey, options(), ct);
        var buffer = new byte[Part.Size];
        while (await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) is var read and > 0)
        {
            var part = new Part(buffer, read, static _ => { });
            await upload.WriteAsync(part, ct);
            part.Release();
            buffer = new byte[Part.Size]; // the upload may still be sending the one before
        }

        _ = await upload.CompleteAsync(ct);
    }

    private async Task EnsureSameAsync(SealedWal item, StoredObject found, CancellationToken ct)
    {
        if (found.Bytes == item.Record.StoredBytes)
        {
            await using var stream = await destination.Store.ReadAsync(item.ObjectKey, version: null, ct);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct)) == item.Record.StoredSha256)
            {
                return;
            }
        }

        throw new StoreException(StoreFault.Damaged, $"{item.ObjectKey} in {destination.Name} is not what was sent. Remove it there, and it is sent again.");
    }

    // The full segment holds what its partial copies hold, a later copy what an earlier one holds.
    private async Task DropSupersededAsync(WalRecord record, CancellationToken ct)
    {
        if (record.Kind == WalKind.History)
        {
            return;
        }

        var keys = new List<string>();
        await foreach (var found in destination.Store.ListAsync(record.Folder() + record.Name + WalRecord.PartialMiddle, ct))
        {
            keys.Add(found.Key);
        }

        var records = keys.Where(key => key.EndsWith(WalRecord.Ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var kept = record.Kind == WalKind.Segment ? [] : records.TakeLast(KeptPartials).ToList();
        var stems = kept.ConvertAll(key => key[..key[..^WalRecord.Ending.Length].LastIndexOf('.')] + ".");
        foreach (var key in records.Except(kept, StringComparer.Ordinal).Concat(keys.Except(records, StringComparer.Ordinal).Where(key => !stems.Exists(stem => key.StartsWith(stem, StringComparison.Ordinal)))))
        {
            await DeleteAsync(key, ct);
        }
    }

    private async Task DeleteAsync(string key, CancellationToken ct)
    {
        try
        {
            await destination.Store.DeleteAsync(key, ct);
        }
        catch (StoreException locked) when (locked.Fault == StoreFault.Locked)
        {
            // It stays until its lock ends, and does no harm; retention removes it then.
        }
    }
}
