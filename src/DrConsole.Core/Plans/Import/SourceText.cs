using System.Globalization;
using System.Text;
using DrConsole.Platform;

namespace DrConsole.Plans.Import;

/// <summary>The document as clean lines: newlines normalised, unsafe characters gone, each change told in a warning.</summary>
internal sealed class SourceText
{
    public const int MaxBytes = 2 * 1024 * 1024;

    private const int LinesNamed = 5;

    private SourceText(string text, IReadOnlyList<string> lines, IReadOnlyList<string> warnings)
    {
        Text = text;
        Lines = lines;
        Warnings = warnings;
    }

    public string Text { get; }

    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>True when a line says something; rules, fences and table borders do not.</summary>
    public static bool Speaks(string line)
    {
        foreach (var rune in line.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.CurrencySymbol)
            {
                return true;
            }
        }

        return false;
    }

    public static SourceText Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            throw TooLarge();
        }

        if (bytes.StartsWith(new byte[] { 0xFF, 0xFE }))
        {
            return Read(Encoding.Unicode.GetString(bytes[2..]));
        }

        if (bytes.StartsWith(new byte[] { 0xFE, 0xFF }))
        {
            return Read(Encoding.BigEndianUnicode.GetString(bytes[2..]));
        }

        return Read(Encoding.UTF8.GetString(bytes));
    }

    public static SourceText Read(string text)
    {
        if (text.Length > MaxBytes || Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            throw TooLarge();
        }

        if (LooksBinary(text))
        {
            throw new RefusedException("plan_not_text", "This file is not a text document; save the plan as Markdown in UTF-8 and import that.");
        }

        var builder = new StringBuilder(text.Length);
        var findings = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        Clean(text, builder, findings);
        var clean = builder.ToString();
        if (!clean.AsSpan().ContainsAnyExcept(" \t\n\u00A0\u3000"))
        {
            throw new RefusedException("plan_empty", "The document is empty.");
        }

        return new SourceText(clean, clean.Split('\n'), [.. findings.Select(found => $"{found.Key} in {Named(found.Value)}.")]);
    }

    private static RefusedException TooLarge() =>
        new("plan_too_large", "The document is larger than 2 MiB; split it into several files and import them one by one.");

    private static bool LooksBinary(string text)
    {
        if (text.StartsWith("%PDF-", StringComparison.Ordinal) || text.StartsWith("PK\u0003\u0004", StringComparison.Ordinal))
        {
            return true;
        }

        var odd = 0;
        foreach (var c in text)
        {
            odd += c == '\uFFFD' || (char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f' or '\u001B' or '\u0085')) ? 1 : 0;
        }

        // A short note with one stray NUL is still a note; a picture is a third control characters.
        return odd > 4 && odd * 10 > text.Length;
    }

    private static void Clean(string text, StringBuilder builder, SortedDictionary<string, List<int>> findings)
    {
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r')
            {
                if (i + 1 < text.Length && text[i + 1] == '\n')
                {
                    continue;
                }

                c = '\n';
            }

            if (c is '\u2028' or '\u2029' or '\u0085' or '\f' or '\v')
            {
                c = '\n';
            }

            if (c == '\n')
            {
                line++;
                builder.Append(c);
            }
            else if (c == '\uFEFF')
            {
                // A byte order mark says nothing, wherever a concatenation has left it.
            }
            else if (c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069')
            {
                Note(findings, "Text direction override characters were removed", line);
            }
            else if (char.IsControl(c) && c != '\t')
            {
                Note(findings, c == '\0' ? "NUL characters were removed" : "Control characters were removed", line);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                builder.Append(c).Append(text[++i]);
            }
            else if (char.IsSurrogate(c) || c == '\uFFFD')
            {
                Note(findings, "Bytes or characters that are no valid Unicode were replaced by �", line);
                builder.Append('\uFFFD');
            }
            else
            {
                builder.Append(c);
            }
        }
    }

    private static void Note(SortedDictionary<string, List<int>> findings, string what, int line)
    {
        if (!findings.TryGetValue(what, out var lines))
        {
            findings[what] = lines = [];
        }

        if (lines.Count == 0 || lines[^1] != line)
        {
            lines.Add(line);
        }
    }

    private static string Named(List<int> lines)
    {
        var named = string.Join(", ", lines.Take(LinesNamed).Select(line => line.ToString(CultureInfo.InvariantCulture)));
        var more = lines.Count > LinesNamed ? string.Create(CultureInfo.InvariantCulture, $" and {lines.Count - LinesNamed} more") : "";
        return (lines.Count == 1 ? "line " : "lines ") + named + more;
    }
}
