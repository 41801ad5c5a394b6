using System.Text.Json;
using DrConsole.Platform;

namespace DrConsole.Stores;

/// <summary>Reads what an administrator described, and writes what a trial saw into the record.</summary>
internal static class StoreForm
{
    private const int LongestName = 100;
    private const int LongestKeyId = 200;
    private const int LongestUrl = 1000;

    /// <summary>The address, when the description can be saved.</summary>
    public static StoreAddress Check(StoreWish wish)
    {
        if (SafeText.Clean(wish.Name) != wish.Name || wish.Name.Trim().Length is 0 or > LongestName || (wish.Site?.Length ?? 0) > LongestName || (wish.AccessKeyId?.Length ?? 0) > LongestKeyId)
        {
            throw new RefusedException("store_name_invalid", $"Give the store a name of 1 to {LongestName} characters, and a site of at most as many.");
        }

        var address = StoreAddresses.Parse(wish.Url.Trim());
        return (address, wish.IsRemovable) switch
        {
            _ when address.Url.Length > LongestUrl => throw new RefusedException("store_address_invalid", $"The address is longer than {LongestUrl} characters."),
            (FolderAddress { Label: null }, true) => throw new RefusedException("label_missing", "Say the label of the removable medium in its address (?label=…), so that the wrong disk is noticed."),
            (FolderAddress { Label: not null }, false) => throw new RefusedException("label_unwanted", "Only a removable medium has a label. Say that it is one, or leave the label out."),
            (S3Address, true) => throw new RefusedException("not_removable", "A bucket is no removable medium."),
            _ => address,
        };
    }

    /// <summary>What opens the store: with the new secret, or the one that is kept.</summary>
    public static StoreCredentials? Credentials(StoreWish wish, SecretText? kept) =>
        AccessKeyId(wish) is { } id && (wish.Secret ?? kept) is { } secret ? new(id, secret) : null;

    public static string? AccessKeyId(StoreWish wish) => Text(wish.AccessKeyId);

    public static string? Site(StoreWish wish) => Text(wish.Site);

    /// <summary>What the last trial saw; null before the first.</summary>
    public static StoreFacts? Facts(StoreRecord store) => Facts(store.Facts);

    public static StoreFacts? Facts(string? json) => json is null ? null : JsonSerializer.Deserialize<StoreFacts>(json, CanonicalJson.Options);

    /// <summary>Writes a trial's outcome into the record. A fault leaves the facts of before.</summary>
    public static void Note(StoreRecord store, StoreTrialResult trial, DateTimeOffset at)
    {
        if (trial.Facts is { } facts)
        {
            (store.Facts, store.LastGoodAt, store.Fault, store.FaultSince) = (JsonSerializer.Serialize(facts, CanonicalJson.Options), at, null, null);
        }
        else
        {
            (store.Fault, store.FaultSince) = (trial.Fault, store.FaultSince ?? at);
        }
    }

    private static string? Text(string? text) => SafeText.Clean(text?.Trim() ?? "") is { Length: > 0 } clean ? clean : null;
}
