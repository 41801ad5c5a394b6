using System.Text.RegularExpressions;

namespace DrConsole.Backups.Format;

/// <summary>Which names may become parts of keys, file names and lines of a script. Everything else is refused, wherever it comes from.</summary>
public static partial class SafeNames
{
    /// <summary>Name of a source: lower-case letters, digits and hyphens, at most 100.</summary>
    public static bool IsSource(string? name) => name is not null && Source().IsMatch(name);

    /// <summary>Name of a file in a backup's folder: letters, digits, dot, hyphen, underscore, at most 200; no dot in front, no two in a row.</summary>
    public static bool IsFile(string? name) => name is not null && File().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal);

    /// <summary>An X25519 recipient of age.</summary>
    public static bool IsRecipient(string? text) => text is not null && Recipient().IsMatch(text);

    /// <summary>A SHA-256 in lower-case hexadecimal digits.</summary>
    public static bool IsSha256(string? text) => text is not null && Sha256().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Source();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]{0,199}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex File();

    [GeneratedRegex(@"\Aage1[ac-hj-np-z02-9]{58}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Recipient();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Sha256();
}
