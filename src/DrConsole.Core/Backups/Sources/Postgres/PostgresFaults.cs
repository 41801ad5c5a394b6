using System.Globalization;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>Faults of PostgreSQL's versions that matter to backups; facts from PostgreSQL's release notes and security pages.</summary>
internal static class PostgresFaults
{
    /// <summary>Oldest major with support at the time of writing; 13 ended in November 2025.</summary>
    private const int OldestSupported = 14;

    // CVE-2026-116314: a crafted archive makes pg_restore run code. First minor of each major that mends it.
    private static readonly Dictionary<int, int> MendedRestore = new() { [14] = 25, [15] = 20, [16] = 16, [17] = 12, [18] = 7 };

    /// <summary>What is known of a server's version.</summary>
    public static IEnumerable<string> OfServer(int major, int minor)
    {
        if (major < OldestSupported)
        {
            yield return $"PostgreSQL {Text(major)} gets no corrections any more. Plan its upgrade.";
        }

        if (major == 14 && minor < 4)
        {
            yield return "PostgreSQL before 14.4 may corrupt indexes built CONCURRENTLY (release notes of 14.4). Update the server and reindex; a logical backup holds the rows, not the indexes.";
        }
    }

    /// <summary>What is known of the client programs' version.</summary>
    public static IEnumerable<string> OfTools(PostgresTools tools)
    {
        if (MendedRestore.TryGetValue(tools.Major, out var mended) && tools.Minor < mended)
        {
            yield return $"pg_restore {tools.Version} runs code of a crafted archive (CVE-2026-116314, mended in {Text(tools.Major)}.{Text(mended)}). "
                + "The console restores only what it signed, in a process without its credentials. Update the client when the new version is there.";
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
