using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Verification;

/// <summary>Whom a backup was encrypted for, from the manifest that the database keeps.</summary>
internal static class JsonRecipients
{
    /// <summary>The recipients; none when the text is no manifest.</summary>
    public static IReadOnlyList<string> Of(string manifest)
    {
        try
        {
            return JsonSerializer.Deserialize<Manifest>(manifest, CanonicalJson.Options)?.Recipients ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
