using System.Text;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Postgres;

namespace DrConsole.Backups.Restoring;

/// <summary>Says in sentences how the tables of a restored database differ from those at the backup's instant.</summary>
internal static class ContentComparison
{
    /// <summary>Compares what was found with what was recorded.</summary>
    public static (int Compared, List<string> Differences) Compare(DatabaseFacts expected, IReadOnlyList<TableFingerprint> found)
    {
        var actual = found.ToDictionary(table => Key(table.Table), StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var table in expected.Tables)
        {
            if (!actual.Remove(Key(table.Table), out var there))
            {
                differences.Add($"{expected.Name}: {table.Table} is missing.");
            }
            else if (Difference(table, there) is { } difference)
            {
                differences.Add($"{expected.Name}: {difference}");
            }
        }

        // Sequences are not recorded where only rows are counted.
        differences.AddRange(actual.Values.Where(table => !IsSequence(table)).Select(table => $"{expected.Name}: {table.Table} was not there before."));
        return (expected.Tables.Count(table => table.Rows != TableFingerprint.NotCounted), differences);
    }

    private static string? Difference(TableFingerprint was, TableFingerprint isNow)
    {
        if (IsSequence(was))
        {
            return SequenceRange.Holds(was.Hash ?? "", isNow.Hash ?? "") ? null : $"{was.Table} stands at {isNow.Hash}, and stood at {was.Hash}.";
        }

        if (was.Rows != TableFingerprint.NotCounted && isNow.Rows != was.Rows)
        {
            return $"{was.Table} has {isNow.Rows} rows, and had {was.Rows}.";
        }

        return was.Hash is null || isNow.Hash == was.Hash ? null : $"the {was.Rows} rows of {was.Table} are not those of the backup's instant.";
    }

    private static bool IsSequence(TableFingerprint table) => table.Table.StartsWith(PostgresFingerprints.Sequence, StringComparison.Ordinal);

    // Which names PostgreSQL quotes depends on a version's keywords: names are compared with every part unquoted and a line break between.
    private static string Key(string table)
    {
        var (kind, name) = table.StartsWith(PostgresFingerprints.Sequence, StringComparison.Ordinal) ? (PostgresFingerprints.Sequence, table[PostgresFingerprints.Sequence.Length..]) : ("", table);
        var (key, inQuotes) = (new StringBuilder(kind), false);
        foreach (var letter in name)
        {
            inQuotes ^= letter == '"';
            key.Append(letter switch { '"' => "", '.' when !inQuotes => "\n", _ => letter.ToString() });
        }

        return key.ToString();
    }
}
