namespace DrConsole.Plans.Import;

/// <summary>Cuts what a table's cell says into its points: at line breaks, at numbers "1. … 2. …", or at semicolons.</summary>
internal static class CellList
{
    public static IReadOnlyList<string> Of(string cell)
    {
        var lines = cell.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var parts = lines.Length > 1 ? lines : Numbered(cell) is { Count: > 1 } numbered ? [.. numbered] : cell.Split([';', '；', '•', '→'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. parts.Select(Bare).Where(part => part.Length > 0)];
    }

    private static List<string> Numbered(string cell)
    {
        var parts = new List<string>();
        var from = 0;
        for (var next = 2; ; next++)
        {
            var at = Math.Max(cell.IndexOf($" {next}. ", from, StringComparison.Ordinal), cell.IndexOf($" {next}) ", from, StringComparison.Ordinal));
            if (at < 0)
            {
                parts.Add(cell[from..]);
                return parts;
            }

            parts.Add(cell[from..at]);
            from = at + 1;
        }
    }

    private static string Bare(string part)
    {
        var text = part.Trim().TrimStart('-', '•', '*', ' ');
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return digits is > 0 and < 3 && digits < text.Length && text[digits] is '.' or ')' or '、' ? text[(digits + 1)..].Trim() : text;
    }
}
