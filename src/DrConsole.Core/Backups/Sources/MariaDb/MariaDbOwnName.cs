namespace DrConsole.Backups.Sources.MariaDb;

/// <summary>
/// Finds what in a database names the database itself. The dump program leaves the name out where the server prints a definition; the text of triggers,
/// routines and events is kept as somebody typed it.
/// </summary>
internal static class MariaDbOwnName
{
    /// <summary>Triggers, views, routines and events that would go on reading and writing the first database if they were restored under another name.</summary>
    /// <param name="session">Its current database is changed.</param>
    public static async Task<List<string>> FindAsync(MariaDbConsole session, string database, CancellationToken ct)
    {
        await session.AskAsync($"USE {MariaDbLink.Quoted(database)}", ct); // as the dump program does
        var tables = (await session.AskAsync($"SELECT table_name FROM information_schema.tables WHERE table_schema = {MariaDbLink.Literal(database)}", ct)).Select(row => row[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = new List<string>();
        foreach (var (kind, name, column) in await ListAsync(session, database, ct))
        {
            if (await session.AskAsync($"SHOW CREATE {kind} {MariaDbLink.Quoted(database)}.{MariaDbLink.Quoted(name)}", ct) is [{ } row, ..] && row.Length > column
                && IsNamed(kind == "TRIGGER" ? WithoutInHead(row[column], database) : row[column], database, tables))
            {
                found.Add($"{kind.ToLowerInvariant()} {name}");
            }
        }

        return found;
    }

    /// <summary>The statement that makes a trigger, with the database left out before the names of trigger and table; anything else as it is.</summary>
    public static string WithoutInHead(string sql, string database)
    {
        var tokens = MariaDbTokens.Of(sql);
        var at = tokens.FindIndex(token => token.Is("TRIGGER")) + 1;
        at += at > 0 && at + 2 < tokens.Count && tokens[at].Is("IF") && tokens[at + 1].Is("NOT") && tokens[at + 2].Is("EXISTS") ? 3 : 0;
        var on = at == 0 ? -1 : tokens.FindIndex(at, token => token.Is("ON"));
        return on < 0 ? sql : Cut(Cut(sql, tokens, on + 1, database), tokens, at, database); // from behind, so that positions stay
    }

    /// <summary>True when a definition names something in that database with the database's name before it.</summary>
    /// <param name="tables">Names of tables and views in it: one that is called like the database stands before its columns.</param>
    public static bool IsNamed(string sql, string database, IReadOnlySet<string> tables)
    {
        var tokens = MariaDbTokens.Of(sql);
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            if (tokens[i].IsName && tokens[i].Value.Equals(database, StringComparison.OrdinalIgnoreCase) && tokens[i + 1].IsSign('.') && !(i > 0 && (tokens[i - 1].IsSign('.') || tokens[i - 1].IsSign('@')))
                && (!tables.Contains(database) || tables.Contains(tokens[i + 2].Value)))
            {
                return true;
            }
        }

        return false;
    }

    private static string Cut(string sql, List<MariaDbToken> tokens, int at, string database) =>
        at + 2 < tokens.Count && tokens[at].IsName && tokens[at].Value.Equals(database, StringComparison.OrdinalIgnoreCase) && tokens[at + 1].IsSign('.')
            ? sql.Remove(tokens[at].Start, tokens[at + 2].Start - tokens[at].Start)
            : sql;

    // What SHOW CREATE calls it, its name, and in which column of the answer its definition stands.
    private static async Task<List<(string Kind, string Name, int Column)>> ListAsync(MariaDbConsole session, string database, CancellationToken ct) =>
    [
        .. (await session.AskAsync(
            $"""
            SELECT 'TRIGGER', trigger_name, 2 FROM information_schema.triggers WHERE trigger_schema = {MariaDbLink.Literal(database)}
            UNION ALL SELECT 'VIEW', table_name, 1 FROM information_schema.views WHERE table_schema = {MariaDbLink.Literal(database)}
            UNION ALL SELECT routine_type, routine_name, 2 FROM information_schema.routines WHERE routine_schema = {MariaDbLink.Literal(database)}
            UNION ALL SELECT 'EVENT', event_name, 3 FROM information_schema.events WHERE event_schema = {MariaDbLink.Literal(database)}
            ORDER BY 1, 2
            """.ReplaceLineEndings(" "), ct)).Select(row => (row[0], row[1], row[2][0] - '0')),
    ];
}
