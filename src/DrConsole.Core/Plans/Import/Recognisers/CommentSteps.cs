namespace DrConsole.Plans.Import;

/// <summary>Cuts a block of code at its comments when they are the steps of a procedure.</summary>
internal static class CommentSteps
{
    /// <summary>Text and lines (within the block, from 0) of each step; empty when the comments are no steps.</summary>
    public static IReadOnlyList<(string Text, int First, int Last)> Of(string code)
    {
        var lines = code.Split('\n');
        var numbered = Starts(lines, Number);
        if (numbered.Count >= 2)
        {
            return numbered;
        }

        var onlyComments = lines.All(line => string.IsNullOrWhiteSpace(line) || Comment(line) is not null || line.StartsWith("#!", StringComparison.Ordinal));
        var plain = Starts(lines, (line, at) => onlyComments || at == 0 || string.IsNullOrWhiteSpace(lines[at - 1]) || lines[at - 1].StartsWith("#!", StringComparison.Ordinal) ? Plain(line) : null);
        return plain.Count >= 2 ? plain : [];
    }

    public static string? Comment(string line)
    {
        foreach (var mark in (string[])["# ", "// ", "-- ", "REM ", ":: "])
        {
            if (line.StartsWith(mark, StringComparison.Ordinal))
            {
                return line[mark.Length..].Trim();
            }
        }

        return null;
    }

    private static List<(string Text, int First, int Last)> Starts(string[] lines, Func<string, int, string?> step)
    {
        var found = new List<(string Text, int First, int Last)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (step(lines[i], i) is { Length: > 0 } text)
            {
                found.Add((text, i, lines.Length - 1));
                if (found.Count > 1)
                {
                    found[^2] = found[^2] with { Last = i - 1 };
                }
            }
        }

        return found;
    }

    private static string? Number(string line, int at)
    {
        if (Comment(line) is not { } comment)
        {
            return null;
        }

        var text = comment.StartsWith("step ", StringComparison.OrdinalIgnoreCase) ? comment[5..] : comment;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        return digits is > 0 and < 3 && digits + 1 < text.Length && text[digits] is '.' or ')' or ':' or '、' ? text[(digits + 1)..].Trim() : null;
    }

    // A file's own name in a comment is its title, and a remark in parentheses belongs to the step before.
    private static string? Plain(string line) =>
        Comment(line) is { } comment && comment.Length > 2 && comment[0] != '(' && !comment.Contains('=', StringComparison.Ordinal) && (comment.Contains(' ', StringComparison.Ordinal) || Words.IsIdeographic(comment[0])) ? comment : null;
}
