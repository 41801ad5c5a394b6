using DrConsole.Platform;

namespace DrConsole.Plans.Import;

/// <summary>Refuses text that nests deeper than any person writes, before a parser sees it.</summary>
internal static class DepthCheck
{
    private const int MaxContainers = 48;
    private const int MaxBrackets = 500;
    private const int MaxIndent = 600;

    public static void Demand(IReadOnlyList<string> lines)
    {
        var brackets = 0;
        foreach (var line in lines)
        {
            if (Containers(line) > MaxContainers)
            {
                throw Refusal();
            }

            // A paragraph ends at a blank line, and with it every bracket that was left open.
            brackets = string.IsNullOrWhiteSpace(line) ? 0 : brackets;
            foreach (var c in line)
            {
                brackets = c switch { '[' => brackets + 1, ']' => Math.Max(0, brackets - 1), _ => brackets };
                if (brackets > MaxBrackets)
                {
                    throw Refusal();
                }
            }
        }
    }

    public static RefusedException Refusal() =>
        new("plan_too_deep", "The document nests lists, quotes or brackets too deeply to be a plan; flatten it and import it again.");

    private static int Containers(string line)
    {
        var depth = 0;
        var i = 0;
        while (i < line.Length)
        {
            if (line[i] is ' ' or '\t')
            {
                if (++i > MaxIndent && line.AsSpan(0, i).Trim().Length == 0)
                {
                    return MaxContainers + 1;
                }

                continue;
            }

            var end = i;
            while (end < line.Length && char.IsAsciiDigit(line[end]))
            {
                end++;
            }

            var marked = line[i] == '>' || (line[i] is '-' or '*' or '+' && i + 1 < line.Length && line[i + 1] == ' ');
            var numbered = end > i && end < line.Length && line[end] is '.' or ')' && end + 1 < line.Length && line[end + 1] == ' ';
            if (!marked && !numbered)
            {
                break;
            }

            depth++;
            i = numbered ? end + 1 : i + 1;
        }

        // A rule made of spaced stars is one mark, not many lists.
        return line.AsSpan().ContainsAnyExcept(" *-\t") ? depth : Math.Min(depth, line.Length > 400 ? depth : 1);
    }
}
