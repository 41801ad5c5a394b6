using System.Globalization;

namespace DrConsole.Backups.Sources.MariaDb;

/// <summary>
/// Reads the content of a MariaDB or MySQL database as numbers: per table its rows and the sum of 60 bits of an MD5 over each, in whatever order they come.
/// Views are computed, so they are not counted.
/// </summary>
internal static class MariaDbFingerprints
{
    /// <summary>Reads all tables of a database in the session's own snapshot.</summary>
    /// <param name="notCounted">Tables that no snapshot holds still.</param>
    public static async Task<List<TableFingerprint>> ReadAsync(MariaDbConsole session, string database, FingerprintDepth depth, IReadOnlyCollection<string> notCounted, CancellationToken ct)
    {
        var columns = await session.AskAsync(
            $"SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) WHERE c.table_schema = {MariaDbLink.Literal(database)} AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY c.table_name, c.column_name", ct);
        var found = new List<TableFingerprint>();
        foreach (var table in columns.GroupBy(row => row[0], row => row[1], StringComparer.Ordinal))
        {
            found.Add(notCounted.Contains(table.Key, StringComparer.Ordinal)
                ? new(MariaDbLink.Quoted(table.Key), TableFingerprint.NotCounted, null)
                : await ReadTableAsync(session, database, table.Key, [.. table], depth, ct));
        }

        return found;
    }

    private static async Task<TableFingerprint> ReadTableAsync(MariaDbConsole session, string database, string table, IReadOnlyList<string> columns, FingerprintDepth depth, CancellationToken ct)
    {
        // Each value by its own digest: whole rows as text would break at max_allowed_packet, and a null is not the empty text.
        var row = string.Join(", ", columns.Select(column => $"IFNULL(MD5(CAST({MariaDbLink.Quoted(column)} AS BINARY)), '-')"));
        var sum = depth == FingerprintDepth.Rows ? $"COALESCE(SUM(CAST(CONV(LEFT(MD5(CONCAT({row})), 15), 16, 10) AS DECIMAL(40))), 0)" : "'-'";
        var answer = (await session.AskAsync($"SELECT COUNT(*), {sum} FROM {MariaDbLink.Quoted(database)}.{MariaDbLink.Quoted(table)}", ct))[0];
        return new(MariaDbLink.Quoted(table), long.Parse(answer[0], CultureInfo.InvariantCulture), depth == FingerprintDepth.Rows ? answer[1] : null);
    }
}
