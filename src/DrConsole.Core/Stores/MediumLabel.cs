using System.Text.RegularExpressions;
using DrConsole.Platform;

namespace DrConsole.Stores;

/// <summary>The name that a removable medium carries in a file at its root and, on a sticker, outside.</summary>
internal static partial class MediumLabel
{
    /// <summary>The label itself, when it is one.</summary>
    /// <exception cref="RefusedException">It is no label.</exception>
    public static string Require(string label) => Pattern().IsMatch(label)
        ? label
        : throw new RefusedException("medium_label_invalid", "A label has 1 to 60 letters, digits, dots, hyphens and underscores, e.g. offsite-A, and begins with a letter or a digit.");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Pattern();
}
