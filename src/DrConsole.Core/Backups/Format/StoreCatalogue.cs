using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DrConsole.Backups.Pipeline;
using DrConsole.Stores;

namespace DrConsole.Backups.Format;

/// <summary>
/// Reads what a store holds from the store itself: manifests with their signatures, and whether their objects are there. What is damaged or foreign is
/// reported and stops nothing; a store that cannot be reached throws, for an unread catalogue must not look like an empty one.
/// </summary>
public sealed partial class StoreCatalogue
{
    private const int Parallel = 16;
    private const int MostKeys = 200;
    private const int MostKeyBytes = 4096;

    /// <summary>All folders, or those of one source, in the order of their keys: by source, then by time.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async IAsyncEnumerable<CataloguedBackup> ListAsync(IBackupStore store, TrustedKeys trusted, string? source, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(trusted);
        var found = await KeysOfAsync(store, ct);
        var prefix = source is null ? StoreLayout.Backups : $"{StoreLayout.Backups}{source}/";
        var reading = new Queue<Task<CataloguedBackup>>();
        await foreach (var (folder, objects) in FoldersAsync(store, prefix, ct))
        {
            reading.Enqueue(ReadAsync(store, trusted, found, folder, objects, ct));
            if (reading.Count == Parallel)
            {
                yield return await reading.Dequeue();
            }
        }

        while (reading.TryDequeue(out var next))
        {
            yield return await next;
        }
    }

    /// <summary>One folder; <see cref="CatalogueState.Unfinished"/> when there is nothing.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<CataloguedBackup> ReadAsync(IBackupStore store, TrustedKeys trusted, string folder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(trusted);
        await foreach (var (found, objects) in FoldersAsync(store, $"{folder}/", ct))
        {
            return await ReadAsync(store, trusted, await KeysOfAsync(store, ct), found, objects, ct);
        }

        return new(folder, CatalogueState.Unfinished) { Fault = "There is nothing in this folder." };
    }

    // The listing comes in the order of keys, so a folder's objects come together.
    private static async IAsyncEnumerable<(string Folder, Dictionary<string, long> Objects)> FoldersAsync(
        IBackupStore store, string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var (folder, objects) = ("", new Dictionary<string, long>(StringComparer.Ordinal));
        await foreach (var entry in store.ListAsync(prefix, ct))
        {
            var (parent, file) = Split(entry.Key);
            if (parent != folder)
            {
                if (objects.Count > 0)
                {
                    yield return (folder, objects);
                }

                (folder, objects) = (parent, new(StringComparer.Ordinal));
            }

            objects[file] = entry.Bytes;
        }

        if (objects.Count > 0)
        {
            yield return (folder, objects);
        }
    }

    // drc/v1/b/SOURCE/RUN/FILE: whatever lies deeper belongs to its run, or the order of keys would tear a folder apart.
    private static (string Folder, string File) Split(string key)
    {
        var run = key.IndexOf('/', StoreLayout.Backups.Length);
        var end = run < 0 ? -1 : key.IndexOf('/', run + 1);
        return end < 0 ? (key, "") : (key[..end], key[(end + 1)..]);
    }

    private static async Task<CataloguedBackup> ReadAsync(
        IBackupStore store, TrustedKeys trusted, TrustedKeys found, string folder, Dictionary<string, long> objects, CancellationToken ct)
    {
        if (!FolderKey().IsMatch(folder))
        {
            return new(folder, CatalogueState.Foreign) { Fault = "No run of DR Console wrote this." };
        }

        if (!objects.ContainsKey(StoreLayout.ManifestFile))
        {
            return new(folder, CatalogueState.Unfinished) { Fault = "There is no manifest, so this is no backup: a run is under way, or has died." };
        }

        try
        {
            var bytes = await SmallObjects.ReadAsync(store, $"{folder}/{StoreLayout.ManifestFile}", ManifestReading.MostBytes, ct);
            var signature = objects.ContainsKey(StoreLayout.SignatureFile)
                ? await SmallObjects.ReadAsync(store, $"{folder}/{StoreLayout.SignatureFile}", ManifestReading.MostSignatureBytes, ct)
                : [];
            return Judge(trusted, found, folder, objects, bytes, signature);
        }
        catch (StoreException failure) when (failure.Fault is StoreFault.Damaged or StoreFault.ObjectMissing)
        {
            return new(folder, CatalogueState.Damaged) { Fault = failure.Message };
        }
    }

    private static CataloguedBackup Judge(TrustedKeys trusted, TrustedKeys found, string folder, Dictionary<string, long> objects, byte[] bytes, byte[] signature)
    {
        var (manifest, fault) = ManifestReading.Read(bytes, folder);
        var believed = trusted.SignerOf(bytes, signature);
        var signer = believed ?? found.SignerOf(bytes, signature);
        fault = fault is null ? MissingOf(manifest!, objects) : $"{StoreLayout.ManifestFile} cannot be used. {fault}";
        return new(folder, fault is null ? CatalogueState.Complete : CatalogueState.Damaged)
        {
            Manifest = manifest, ManifestText = manifest is null ? null : Encoding.UTF8.GetString(bytes), ManifestSha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            KeyFingerprint = signer, Fault = fault,
            Signature = believed is not null ? SignatureVerdict.Trusted : signer is not null ? SignatureVerdict.UnknownKey : SignatureVerdict.Bad,
        };
    }

    private static string? MissingOf(Manifest manifest, Dictionary<string, long> objects)
    {
        var wrong = manifest.Streams.SelectMany(stream => stream.Slices).Where(slice => !objects.TryGetValue(slice.File, out var bytes) || bytes != slice.Bytes).ToList();
        return wrong.Count == 0
            ? null
            : $"{wrong.Count} of its objects are missing or have another length, the first is {wrong[0].File}. Complete this copy from another store.";
    }

    // Keys that lie in the store prove nothing; they only let a signature by an unknown key be told from a broken one.
    private static async Task<TrustedKeys> KeysOfAsync(IBackupStore store, CancellationToken ct)
    {
        var pems = new List<string>();
        await foreach (var entry in store.ListAsync(StoreLayout.Keys, ct))
        {
            if (entry.Bytes <= MostKeyBytes && pems.Count < MostKeys && await TryReadAsync(store, entry.Key, ct) is { } pem)
            {
                pems.Add(pem);
            }
        }

        return new(pems);
    }

    private static async Task<string?> TryReadAsync(IBackupStore store, string key, CancellationToken ct)
    {
        try
        {
            return Encoding.UTF8.GetString(await SmallObjects.ReadAsync(store, key, MostKeyBytes, ct));
        }
        catch (StoreException failure) when (failure.Fault is StoreFault.Damaged or StoreFault.ObjectMissing)
        {
            return null; // a key that cannot be read vouches for nothing: what it signed is then called untrusted
        }
    }

    [GeneratedRegex(@"\Adrc/v1/b/[a-z0-9][a-z0-9-]{0,99}/[0-9]{8}T[0-9]{6}Z-[0-9a-f]{32}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FolderKey();
}
