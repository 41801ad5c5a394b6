using System.Globalization;
using System.Text.Json;

namespace DrConsole.Backups.Format;

/// <summary>
/// Writes <c>restore.sh</c>. Names of databases are other people's text: each becomes one word of the shell, whatever is in it, and none stands in a comment.
/// </summary>
internal static class RestoreScript
{
    public static string For(Manifest manifest, string folder, string signer) => BackupTexts.Template("restore.sh")
        .Replace("@FOLDER@", Word(folder), StringComparison.Ordinal)
        .Replace("@SIGNER@", Word(signer), StringComparison.Ordinal)
        .Replace("@STREAMS@", string.Join('\n', manifest.Streams.Select(stream => Line(manifest, stream))), StringComparison.Ordinal);

    /// <summary>A text as one word of a POSIX shell, taken as it is.</summary>
    public static string Word(string text) => $"'{text.Replace("\0", "", StringComparison.Ordinal).Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string Line(Manifest manifest, ManifestEntry stream)
    {
        var encoding = manifest.Facts.Databases.FirstOrDefault(database => database.Name == stream.Database)?.Encoding ?? "";
        var words = new[]
        {
            Word(stream.Name), JsonNamingPolicy.CamelCase.ConvertName(stream.Format.ToString()), stream.Slices.Count.ToString(CultureInfo.InvariantCulture),
            stream.PlainSha256, Word(stream.Database ?? ""), Word(encoding),
        };
        return $"  \"$1\" {string.Join(' ', words)}";
    }
}
