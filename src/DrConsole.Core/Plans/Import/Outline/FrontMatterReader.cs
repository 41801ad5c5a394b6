namespace DrConsole.Plans.Import;

/// <summary>Reads the plain <c>key: value</c> lines of front matter; nested structures stay a note.</summary>
internal static class FrontMatterReader
{
    public static IReadOnlyDictionary<string, (string Value, int Line)> Read(IReadOnlyList<string> lines, int first, int last)
    {
        var values = new Dictionary<string, (string Value, int Line)>(StringComparer.Ordinal);
        for (var number = first; number <= last; number++)
        {
            var line = lines[number - 1];
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || char.IsWhiteSpace(line[0]) || line[0] is '#' or '-')
            {
                continue;
            }

            var value = line[(colon + 1)..].Trim();
            if (value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0])
            {
                value = value[1..^1];
            }

            if (value.Length > 0 && value[0] is not ('[' or '{' or '|' or '>' or '&' or '*'))
            {
                values[line[..colon].Trim().Replace('_', ' ').Replace('-', ' ')] = (value, number);
            }
        }

        return values;
    }
}
