using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Postgres;

namespace DrConsole.Backups.Restoring.Postgres;

/// <summary>Reads a restored database by the same SQL as its source was read.</summary>
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

        return ContentComparison.Compare(expected, found);
    }
}
