using System.Text;

namespace DrConsole.Platform;

/// <summary>Makes text from outside safe to store and to show.</summary>
public static class SafeText
{
    /// <summary>
    /// Replaces what PostgreSQL cannot store (NUL, lone surrogates) and what makes text read differently from what it says
    /// (bidirectional overrides, Unicode TR36 §2.9) by U+FFFD. All else stays.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // lone surrogates come out as U+FFFD
        {
            clean.Append(rune.Value is 0 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }
}
