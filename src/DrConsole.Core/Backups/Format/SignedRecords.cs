using System.Text.Json;
using DrConsole.Platform;
using DrConsole.Backups.Pipeline;
using DrConsole.Stores;

namespace DrConsole.Backups.Format;

/// <summary>
/// Small signed facts in a store, each beside its signature: <c>NAME.json</c> and <c>NAME.json.sig</c>, for
/// <c>openssl dgst -sha256 -verify KEY.pem -signature NAME.json.sig NAME.json</c>.
/// </summary>
public static class SignedRecords
{
    /// <summary>More is no record: what lies in a store is not trusted.</summary>
    public const int MostBytes = 1024 * 1024;

    private const string SignatureEnding = ".sig";

    /// <summary>Writes a record that must not be there yet. False when there is one already: that one stays.</summary>
    /// <param name="key">Ends with <c>.json</c>.</param>
    public static async Task<bool> WriteAsync<T>(IBackupStore store, string key, T record, ManifestSigner signer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(signer);
        var json = CanonicalJson.Bytes(record);
        var isNew = await store.CreateAsync(key, json, WriteOptions.Plain, ct);
        if (isNew)
        {
            await store.CreateAsync(key + SignatureEnding, signer.Sign(json), WriteOptions.Plain, ct);
        }

        return isNew;
    }

    /// <summary>Reads a record; null when there is none, when it is no such record, or when nobody who is trusted signed it.</summary>
    public static async Task<T?> FindAsync<T>(IBackupStore store, string key, TrustedKeys trusted, CancellationToken ct)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(trusted);
        if (await store.FindAsync(key, ct) is null || await store.FindAsync(key + SignatureEnding, ct) is null)
        {
            return null;
        }

        var json = await SmallObjects.ReadAsync(store, key, MostBytes, ct);
        var signature = await SmallObjects.ReadAsync(store, key + SignatureEnding, MostBytes, ct);
        return trusted.SignerOf(json, signature) is null ? null : Parse<T>(json);
    }

    /// <summary>Removes a record and its signature.</summary>
    public static async Task RemoveAsync(IBackupStore store, string key, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        await store.DeleteAsync(key, ct);
        await store.DeleteAsync(key + SignatureEnding, ct);
    }

    private static T? Parse<T>(byte[] json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, CanonicalJson.Options);
        }
        catch (JsonException)
        {
            return null; // signed by us, and of a version that this one cannot read: as if there were none
        }
    }
}
