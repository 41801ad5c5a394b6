using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Backups.Wal;

/// <summary>The write-ahead log of a source as it lies in one store. What has no good record, or not the size of its record, does not count.</summary>
/// <param name="Records">Signed by a trusted key, with their object beside them.</param>
/// <param name="Faults">What is damaged, missing or signed by somebody else, in sentences.</param>
public sealed record WalArchive(IReadOnlyList<WalRecord> Records, IReadOnlyList<string> Faults)
{
    private const int AtOnce = 16;

    /// <summary>Lists a store and checks every record's signature and every object's presence and size; contents are checked when they are fetched.</summary>
    public static async Task<WalArchive> ReadAsync(IBackupStore store, string source, TrustedKeys trusted, CancellationToken ct)
    {
        var objects = await ListAsync(store, source, ct);
        return await ReadAsync(store, objects, objects.Keys.Where(key => key.EndsWith(WalRecord.Ending, StringComparison.Ordinal)), trusted, ct);
    }

    /// <summary>Every key of a source's log in a store, with its bytes.</summary>
    internal static async Task<IReadOnlyDictionary<string, long>> ListAsync(IBackupStore store, string source, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        var objects = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var found in store.ListAsync(WalRecord.Prefix(source), ct))
        {
            objects[found.Key] = found.Bytes;
        }

        return objects;
    }

    /// <summary>Reads some records of a listed store.</summary>
    internal static async Task<WalArchive> ReadAsync(IBackupStore store, IReadOnlyDictionary<string, long> objects, IEnumerable<string> keys, TrustedKeys trusted, CancellationToken ct)
    {
        var records = new List<WalRecord>();
        var faults = new List<string>();
        var gate = new Lock();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (key, token) =>
        {
            var (record, fault) = await ReadAsync(store, key, objects, trusted, token);
            lock (gate)
            {
                if (record is not null)
                {
                    records.Add(record);
                }
                else if (fault is not null)
                {
                    faults.Add(fault);
                }
            }
        });
        return new([.. records.OrderBy(record => record.Timeline).ThenBy(record => record.RecordFile(), StringComparer.Ordinal)], [.. faults.Order(StringComparer.Ordinal)]);
    }

    private static async Task<(WalRecord? Record, string? Fault)> ReadAsync(
        IBackupStore store, string key, IReadOnlyDictionary<string, long> objects, TrustedKeys trusted, CancellationToken ct)
    {
        try
        {
            var record = SignedWalRecord.Read(key, await SmallObjects.ReadAsync(store, key, SignedWalRecord.MostBytes, ct), trusted);
            var content = record.Folder() + record.File;
            return !objects.TryGetValue(content, out var bytes) ? (null, $"{content} is missing, though its record is there.")
                : bytes != record.StoredBytes ? (null, $"{content} has {bytes} bytes, and its record says {record.StoredBytes}.")
                : (record, null);
        }
        catch (StoreException gone) when (gone.Fault == StoreFault.ObjectMissing)
        {
            return (null, null); // a partial copy that a later one took the place of since the listing
        }
        catch (Exception fault) when (fault is RefusedException or JsonException or FormatException || fault is StoreException { Fault: StoreFault.Damaged })
        {
            return (null, fault is RefusedException or StoreException ? fault.Message : $"{key} is no record: {fault.Message}");
        }
    }
}
