using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Verification;

/// <summary>Whom a backup was encrypted for, from the manifest that the database keeps.</summary>
internal static class JsonRecipients
{
    /// <summary>The recipients.</summary>
    /// <exception cref="RefusedException">The text is no manifest: without recipients it would look as if the console lacked a key.</exception>
    public static IReadOnlyList<string> Of(string manifest)
    {
        try
        {
            return JsonSerializer.Deserialize<Manifest>(manifest, CanonicalJson.Options)?.Recipients ?? [];
        }
        catch (JsonException)
        {
            throw new RefusedException("manifest_unreadable", "The console's copy of the manifest cannot be read by this version. Rebuild the catalogue from the store (backup catalog rebuild), then verify again.");
        }
    }
}
