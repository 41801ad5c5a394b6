namespace DrConsole.Backups.Sources.MariaDb;

/// <summary>A word, name, text or sign in SQL, and where it stands.</summary>
/// <param name="Value">Without its quotes.</param>
internal readonly record struct MariaDbToken(MariaDbTokenKind Kind, string Value, int Start)
{
    public bool Is(string word) => Kind == MariaDbTokenKind.Word && Value.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSign(char sign) => Kind == MariaDbTokenKind.Sign && Value[0] == sign;

    /// <summary>It may be the name of something. A text in double quotes may be one too, depending on the SQL mode.</summary>
    public bool IsName => Kind is MariaDbTokenKind.Word or MariaDbTokenKind.Name;
}

/// <summary>Kinds of <see cref="MariaDbToken"/>.</summary>
internal enum MariaDbTokenKind
{
    Word,
    Name,
    Text,
    Sign,
}

/// <summary>Takes SQL apart as MariaDB does. Comments are left out; what stands in executable comments (<c>/*!50003 … */</c>) is code.</summary>
internal static class MariaDbTokens
{
    public static List<MariaDbToken> Of(string sql)
    {
        var tokens = new List<MariaDbToken>();
        for (var at = 0; at < sql.Length;)
        {
            var end = EndOfSpace(sql, at);
            if (end > at)
            {
                at = end;
                continue;
            }

            end = EndOfToken(sql, at);
            tokens.Add(new(KindOf(sql[at]), Unquoted(sql[at..end]), at));
            at = end;
        }

        return tokens;
    }

    private static MariaDbTokenKind KindOf(char first) => first switch
    {
        '`' or '"' => MariaDbTokenKind.Name,
        '\'' => MariaDbTokenKind.Text,
        _ => IsWord(first) ? MariaDbTokenKind.Word : MariaDbTokenKind.Sign,
    };

    private static int EndOfSpace(string sql, int at)
    {
        var rest = sql.AsSpan(at);
        if (char.IsWhiteSpace(rest[0]))
        {
            return at + 1;
        }

        if (rest.StartsWith("/*!") || rest.StartsWith("/*M!"))
        {
            var end = at + (rest[2] == '!' ? 3 : 4);
            while (end < sql.Length && char.IsAsciiDigit(sql[end]))
            {
                end++;
            }

            return end;
        }

        return rest switch
        {
            _ when rest.StartsWith("*/") => at + 2,
            _ when rest.StartsWith("/*") => After(sql, "*/", at + 2),
            _ when rest[0] == '#' || (rest.StartsWith("--") && (rest.Length == 2 || char.IsWhiteSpace(rest[2]))) => After(sql, "\n", at),
            _ => at,
        };
    }

    private static int EndOfToken(string sql, int at)
    {
        var end = at + 1;
        if (sql[at] is '`' or '"' or '\'')
        {
            // A doubled quote stands for one; so does one behind a backslash, which names do not have.
            for (; end < sql.Length; end++)
            {
                if (sql[end] == '\\' && sql[at] != '`')
                {
                    end++;
                }
                else if (sql[end] == sql[at] && !(end + 1 < sql.Length && sql[end + 1] == sql[at]))
                {
                    return end + 1;
                }
                else if (sql[end] == sql[at])
                {
                    end++;
                }
            }

            return sql.Length;
        }

        while (IsWord(sql[at]) && end < sql.Length && IsWord(sql[end]))
        {
            end++;
        }

        return end;
    }

    private static string Unquoted(string token) => token.Length >= 2 && token[0] is '`' or '"' or '\'' ? token[1..^1].Replace(new string(token[0], 2), token[..1], StringComparison.Ordinal) : token;

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$' or > '\x7f';

    private static int After(string sql, string end, int from) => sql.IndexOf(end, from, StringComparison.Ordinal) is var found and >= 0 ? found + end.Length : sql.Length;
}
