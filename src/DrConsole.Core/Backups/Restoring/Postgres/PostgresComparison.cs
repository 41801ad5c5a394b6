using System.Text;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Postgres;

namespace DrConsole.Backups.Restoring.Postgres;

/// <summary>Reads a restored database by the same SQL as its source was read, and says in sentences what differs.</summary>
internal static class PostgresComparison
{
    /// <summary>Compares one database.</summary>
    /// <param name="name">Its name on the target at this moment.</param>
    public static async Task<(int Compared, List<string> Differences)> CompareAsync(PostgresLink link, string name, DatabaseFacts expected, CancellationToken ct)
    {
        await using var connection = await PostgresSnapshot.BeginAsync(link, name, ct);
        var tables = await PostgresFingerprints.HoldTablesAsync(connection, ct);
        var remarks = new List<string>();
        var found = await PostgresFingerprints.ReadTablesAsync(connection, tables, expected.Fingerprints, remarks, ct);
        found.AddRange((await PostgresFingerprints.ReadSequencesAsync(connection, ct)).Select(sequence => new TableFingerprint(sequence.Name, 1, sequence.Value)));
        if (expected.Fingerprints == FingerprintDepth.Rows && await PostgresFingerprints.ReadLargeObjectsAsync(connection, ct) is { } objects)
        {
            found.Add(objects);
        }

        return Compare(expected, found);
    }

    private static (int Compared, List<string> Differences) Compare(DatabaseFacts expected, List<TableFingerprint> found)
    {
        var actual = found.ToDictionary(table => Key(table.Table), StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var table in expected.Tables)
        {
            if (!actual.Remove(Key(table.Table), out var there))
            {
                differences.Add($"{expected.Name}: {table.Table} is missing.");
            }
            else if (table.Table.StartsWith(PostgresFingerprints.Sequence, StringComparison.Ordinal))
            {
                if (!SequenceRange.Holds(table.Hash ?? "", there.Hash ?? ""))
                {
                    differences.Add($"{expected.Name}: {table.Table} stands at {there.Hash}, and stood at {table.Hash}.");
                }
            }
            else if (there.Rows != table.Rows)
            {
                differences.Add($"{expected.Name}: {table.Table} has {there.Rows} rows, and had {table.Rows}.");
            }
            else if (table.Hash is not null && there.Hash != table.Hash)
            {
                differences.Add($"{expected.Name}: the {table.Rows} rows of {table.Table} are not those of the backup's instant.");
            }
        }

        // Sequences are not counted where only rows are.
        differences.AddRange(actual.Values.Where(table => !table.Table.StartsWith(PostgresFingerprints.Sequence, StringComparison.Ordinal)).Select(table => $"{expected.Name}: {table.Table} was not there before."));
        return (expected.Tables.Count, differences);
    }

    // Which names are quoted depends on a version's keywords: names are compared with every part quoted.
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
