using System.Text.Json;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Backups.Retention;

/// <summary>Legal holds in the store itself, which bind the console too.</summary>
internal static class LegalHolds
{
    /// <summary>True when the store was seen to have them.</summary>
    /// <param name="facts"><see cref="StoreFacts"/> as JSON.</param>
    public static bool Has(string? facts) => facts is not null && JsonSerializer.Deserialize<StoreFacts>(facts, CanonicalJson.Options)?.HasLegalHold == true;

    /// <summary>Sets or lifts it on every object of a backup. Repeating it does no harm. Returns a sentence about it.</summary>
    public static async Task<string> SetAsync(StoreDirectory stores, Guid storeId, string name, string folder, bool isHeld, CancellationToken ct)
    {
        try
        {
            await using var store = await stores.OpenAsync(storeId, ct);
            var count = 0;
            await foreach (var entry in store.ListAsync($"{folder}/", ct))
            {
                await store.SetHoldAsync(entry.Key, isHeld, ct);
                count++;
            }

            return $"{name}: legal hold {(isHeld ? "set on" : "lifted from")} {count} objects.";
        }
        catch (Exception failure) when (failure is StoreException or RefusedException)
        {
            return $"{name}: the legal hold could not be {(isHeld ? "set" : "lifted")}: {failure.Message} Do the same again.";
        }
    }
}
