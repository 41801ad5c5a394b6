using System.Globalization;
using System.Text.RegularExpressions;
using DrConsole.Platform;

namespace DrConsole.Backups.Sources.MariaDb;

/// <summary>Reads what a MariaDB or MySQL server says of itself, its databases and our rights.</summary>
internal static partial class MariaDbFacts
{
    private static readonly string[] Own = ["mysql", "information_schema", "performance_schema", "sys"];

    /// <summary>E.g. <c>MariaDB 10.11.19</c>, and an identity: the server's own id where it has one, else its name and port.</summary>
    public static async Task<(string Version, string Identity)> ServerAsync(MariaDbConsole server, CancellationToken ct)
    {
        var version = await server.ValueAsync("SELECT version()", ct) ?? "?";
        var identity = await server.AskAsync("SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uid', 'server_uuid')", ct) is [[_, var id], ..]
            ? id
            : string.Join(':', (await server.AskAsync("SELECT @@hostname, @@port", ct))[0]);
        return ($"{(version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) ? "MariaDB" : "MySQL")} {version.Split('-')[0]}", identity);
    }

    /// <summary>Databases that are not the server's own.</summary>
    public static async Task<List<string>> DatabasesAsync(MariaDbConsole server, CancellationToken ct) =>
        [.. (await server.AskAsync("SELECT schema_name FROM information_schema.schemata ORDER BY 1", ct)).Select(row => row[0]).Where(name => !Own.Contains(name, StringComparer.OrdinalIgnoreCase))];

    /// <summary>Bytes of a database's tables as the server estimates them.</summary>
    public static async Task<long> BytesAsync(MariaDbConsole server, string database, CancellationToken ct) =>
        long.TryParse(await server.ValueAsync($"SELECT COALESCE(SUM(data_length), 0) FROM information_schema.tables WHERE table_schema = {MariaDbLink.Literal(database)}", ct), CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;

    /// <summary>Tables whose engine has no transactions: no snapshot holds them still.</summary>
    public static async Task<List<string>> UnsafeTablesAsync(MariaDbConsole server, string database, CancellationToken ct) =>
    [
        .. (await server.AskAsync(
            $"""
            SELECT t.table_name FROM information_schema.tables t LEFT JOIN information_schema.engines e ON e.engine = t.engine
            WHERE t.table_schema = {MariaDbLink.Literal(database)} AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND COALESCE(e.transactions, 'NO') <> 'YES' ORDER BY 1
            """.ReplaceLineEndings(" "), ct)).Select(row => row[0]),
    ];

    /// <summary>Default character set and collation of a database.</summary>
    public static async Task<(string Characters, string Collation)> CharactersAsync(MariaDbConsole server, string database, CancellationToken ct) =>
        await server.AskAsync($"SELECT default_character_set_name, default_collation_name FROM information_schema.schemata WHERE schema_name = {MariaDbLink.Literal(database)}", ct) is [[var characters, var collation], ..]
            ? (characters, collation)
            : throw new RefusedException("database_missing", $"There is no database {database}. Mend its name in the source's settings.");

    /// <summary>
    /// Makes sure that nothing is left out silently: a table, trigger, event or routine that a user may not see is no error to the dump program, it is simply missing.
    /// </summary>
    /// <exception cref="RefusedException">A right is missing; the message has the statement that grants it.</exception>
    public static void EnsureRights(IReadOnlyList<string> grants, string user, string database)
    {
        foreach (var right in (string[])["SELECT", "SHOW VIEW", "TRIGGER", "EVENT"])
        {
            if (!Holds(grants, right, database))
            {
                throw new RefusedException(
                    "mariadb_unreadable",
                    $"The user {user} lacks {right} on database {database}, and what it cannot see would be missing from the backup without an error. "
                    + $"Run as administrator: GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON {MariaDbLink.Quoted(database)}.* TO {user};");
            }
        }

        if (!Holds(grants, "SELECT", "mysql") && !grants.Any(grant => Grant().Match(grant) is { Success: true } match && match.Groups["scope"].Value == "`mysql`.`proc`") && !Holds(grants, "SHOW CREATE ROUTINE", database) && !Holds(grants, "SHOW_ROUTINE", database))
        {
            throw new RefusedException(
                "mariadb_unreadable",
                $"The user {user} may not read stored routines, and they would be missing from the backup without an error. Run as administrator: GRANT SELECT ON mysql.proc TO {user}; "
                + "(MariaDB from 11.3: GRANT SHOW CREATE ROUTINE, MySQL 8: GRANT SHOW_ROUTINE, both ON *.*)");
        }
    }

    /// <summary>True when a right is granted on everything, or on that database.</summary>
    public static bool Holds(IReadOnlyList<string> grants, string right, string? database) => grants.Select(grant => Grant().Match(grant)).Any(match =>
        match.Success && (match.Groups["rights"].Value.StartsWith("ALL PRIVILEGES", StringComparison.Ordinal) || match.Groups["rights"].Value.Split(", ").Contains(right, StringComparer.Ordinal))
        && (match.Groups["scope"].Value == "*.*" || (database is not null && Unescaped(match.Groups["scope"].Value) == $"{MariaDbLink.Quoted(database)}.*")));

    private static string Unescaped(string scope) => scope.Replace(@"\_", "_", StringComparison.Ordinal).Replace(@"\%", "%", StringComparison.Ordinal);

    [GeneratedRegex(@"^GRANT (?<rights>.+?) ON (?<scope>\S+) TO ", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Grant();
}
