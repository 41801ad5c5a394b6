using System.Globalization;
using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>
/// Reads the content of a database as numbers: per table its rows and the sum of 64-bit hashes over them (<c>hashtextextended</c>, which is independent
/// of the order of rows), the position of sequences, and large objects. Against accidents, not against people: for those there are signatures.
/// Foreign tables have their rows elsewhere, materialised views are computed anew by a restore, and extensions bring their own tables: none is counted.
/// </summary>
internal static class PostgresFingerprints
{
    /// <summary>Stands for the large objects of a database among its tables.</summary>
    public const string LargeObjects = "large objects";

    /// <summary>Begins the name of a sequence among tables.</summary>
    public const string Sequence = "sequence ";

    private const int LockedAtOnce = 200;
    private const string LockLimit = "60s";

    // Columns by name: a restore may put those of inherited tables in another order.
    private const string TableList =
        $"""
        SELECT format('%I.%I', n.nspname, c.relname),
               (SELECT string_agg(format('t.%I', a.attname), ', ' ORDER BY a.attname COLLATE "C") FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND NOT (c.relpersistence = 'u' AND pg_is_in_recovery()) AND c.relpersistence <> 't' AND {PostgresCatalog.Ours} ORDER BY 1
        """;

    private const string SequenceList =
        $"""
        SELECT format('%I.%I', n.nspname, c.relname), pg_sequence_last_value(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'S' AND NOT (c.relpersistence <> 'p' AND pg_is_in_recovery()) AND {PostgresCatalog.Ours} ORDER BY 1
        """;

    // In pieces of 16 MiB, because a large object may be larger than memory. 262144 is INV_READ, 2 is SEEK_END.
    private const string LargeObjectSum =
        """
        SELECT count(DISTINCT lo.oid), coalesce(sum(hashtextextended(lo.oid || ':' || piece || ':' || md5(lo_get(lo.oid, piece, 16777216)), 0)::numeric), 0)::text
        FROM (SELECT oid, lo_lseek64(lo_open(oid, 262144), 0, 2) AS bytes FROM pg_largeobject_metadata) AS lo,
             LATERAL generate_series(0::bigint, greatest(lo.bytes - 1, 0), 16777216) AS piece
        """;

    /// <summary>A table to be read.</summary>
    internal sealed record Table(string Name, string? Columns);

    /// <summary>Lists the tables and holds them, so that nobody truncates or drops one between the dump's reading and ours.</summary>
    public static async Task<IReadOnlyList<Table>> HoldTablesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var tables = await connection.ReadAsync(TableList, row => new Table(row.GetString(0), row.Or<string>(1)), ct);
        await connection.ExecuteAsync($"SET lock_timeout = '{LockLimit}'", ct);
        foreach (var some in tables.Chunk(LockedAtOnce))
        {
            try
            {
                await connection.ExecuteAsync($"LOCK TABLE ONLY {string.Join(", ONLY ", some.Select(table => table.Name))} IN ACCESS SHARE MODE", ct);
            }
            catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                throw new RefusedException("postgres_locked", $"Somebody holds one of {some[0].Name} … {some[^1].Name} exclusively for more than {LockLimit}: find it in pg_locks, or back up at another time.");
            }
        }

        return tables;
    }

    /// <summary>Reads the tables' fingerprints. What cannot be hashed (a row larger than 1 GB as text) is counted only, and named in <paramref name="remarks"/>.</summary>
    public static async Task<List<TableFingerprint>> ReadTablesAsync(
        NpgsqlConnection connection, IReadOnlyList<Table> tables, FingerprintDepth depth, ICollection<string> remarks, CancellationToken ct)
    {
        var found = new List<TableFingerprint>();
        foreach (var table in tables)
        {
            found.Add(await ReadTableAsync(connection, table, depth, remarks, ct));
        }

        return found;
    }

    /// <summary>The last value of each sequence, as text; <c>unused</c> where none was taken.</summary>
    public static Task<List<(string Name, string Value)>> ReadSequencesAsync(NpgsqlConnection connection, CancellationToken ct) => connection.ReadAsync(
        SequenceList, row => (Sequence + row.GetString(0), row.Or<long?>(1)?.ToString(CultureInfo.InvariantCulture) ?? "unused"), ct);

    /// <summary>All large objects as one line; null when there are none.</summary>
    public static async Task<TableFingerprint?> ReadLargeObjectsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var sum = (await connection.ReadAsync(LargeObjectSum, row => new TableFingerprint(LargeObjects, row.GetInt64(0), row.GetString(1)), ct))[0];
        return sum.Rows == 0 ? null : sum;
    }

    private static async Task<TableFingerprint> ReadTableAsync(NpgsqlConnection connection, Table table, FingerprintDepth depth, ICollection<string> remarks, CancellationToken ct)
    {
        if (depth == FingerprintDepth.Rows)
        {
            await connection.ExecuteAsync("SAVEPOINT before_table", ct);
            try
            {
                return (await connection.ReadAsync(
                    $"""SELECT count(*), coalesce(sum(hashtextextended(ROW({table.Columns})::text COLLATE "C", 0)::numeric), 0)::text FROM ONLY {table.Name} AS t""",
                    row => new TableFingerprint(table.Name, row.GetInt64(0), row.GetString(1)), ct))[0];
            }
            catch (PostgresException failure) when (!ct.IsCancellationRequested && failure.SqlState[..2] is "54" or "22" or "53" or "0A" or "XX")
            {
                await connection.ExecuteAsync("ROLLBACK TO SAVEPOINT before_table", ct);
                remarks.Add($"{table.Name} could only be counted, not fingerprinted: {failure.MessageText}.");
            }
        }

        return (await connection.ReadAsync($"SELECT count(*) FROM ONLY {table.Name}", row => new TableFingerprint(table.Name, row.GetInt64(0), null), ct))[0];
    }
}
