namespace DrConsole.Plans.Import;

/// <summary>A line of running text without its markup, cut into label and value when it has that form.</summary>
internal sealed class TextLine
{
    private const int LongestLabel = 70;
    private const int WordsInLabel = 9;

    private static readonly char[] Separators = [':', '：', '-', '–', '—', ' ', '\t', '=', '→'];

    public TextLine(string text, int bold, int line)
    {
        // A check box that the parser did not take, or a bold number, is not part of what is said.
        Text = text.Trim();
        Line = line;
        Bold = bold;
        (Label, Value) = bold > 0 ? CutBold(text, bold) : CutPlain(Text);
        IsBold = bold > 0 && text[Math.Min(bold, text.Length)..].Trim(Separators).Length == 0;
    }

    public string Text { get; }

    public int Line { get; }

    /// <summary>How many characters at the beginning are bold.</summary>
    public int Bold { get; }

    /// <summary>Null when the line is no label with a value.</summary>
    public string? Label { get; }

    /// <summary>Empty when the label stands alone.</summary>
    public string Value { get; }

    /// <summary>True when the whole line is bold.</summary>
    public bool IsBold { get; }

    /// <summary>The text without the colon that announces what follows.</summary>
    public string Bare => Text.TrimEnd(':', '：', ' ');

    public bool EndsWithColon => Text.EndsWith(':') || Text.EndsWith('：');

    private static (string? Label, string Value) CutBold(string text, int bold)
    {
        var head = text[..Math.Min(bold, text.Length)].Trim();
        var tail = text[Math.Min(bold, text.Length)..].TrimStart();
        var marked = head.EndsWith(':') || head.EndsWith('：');
        if (tail.Length > 0 && !marked && !Separators.Contains(tail[0]))
        {
            // "**RTO** (recovery time): 4 hours" still has its colon, only later.
            return CutPlain(text.Trim());
        }

        return (head.TrimEnd(':', '：', ' '), tail.TrimStart(Separators).Trim());
    }

    private static (string? Label, string Value) CutPlain(string text)
    {
        var colon = text.IndexOfAny([':', '：']);
        while (colon > 0 && colon + 1 < text.Length && text[colon] == ':' && text[colon + 1] is not (' ' or '\t'))
        {
            // The colon of an address or of a time of day cuts nothing.
            colon = text.IndexOfAny([':', '：'], colon + 1);
        }

        var cut = colon > 0 ? colon : Dash(text);
        if (cut <= 0)
        {
            return (null, text);
        }

        var label = text[..cut].Trim();
        var fits = label.Length is > 0 and <= LongestLabel && label.Count(c => c == ' ') < WordsInLabel && !label.Contains(". ", StringComparison.Ordinal);
        return fits ? (label, text[(cut + 1)..].TrimStart(Separators).Trim()) : (null, text);
    }

    private static int Dash(string text)
    {
        foreach (var dash in (string[])[" — ", " – ", " - "])
        {
            var at = text.IndexOf(dash, StringComparison.Ordinal);
            if (at > 0)
            {
                return at + 1;
            }
        }

        return -1;
    }
}
