using Npgsql;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>Reads what PostgreSQL keeps of a database in its shared catalogue.</summary>
internal static class PostgresProperties
{
    /// <summary>Those of one database, asked for from any database of the server.</summary>
    public static async Task<DatabaseProperties> ReadAsync(NpgsqlConnection connection, string database, CancellationToken ct)
    {
        var (limit, comment) = (await connection.ReadAsync(
            "SELECT datconnlimit, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1", row => (row.GetInt32(0), row.Or<string>(1)), ct, database))[0];
        return new()
        {
            Settings = await connection.ReadAsync(
                """
                SELECT r.rolname::text, s.pair FROM pg_db_role_setting d JOIN pg_database b ON b.oid = d.setdatabase LEFT JOIN pg_roles r ON r.oid = d.setrole, unnest(d.setconfig) AS s(pair)
                WHERE b.datname = $1 AND (d.setrole = 0 OR r.oid IS NOT NULL) ORDER BY 1 NULLS FIRST, 2
                """,
                row => Setting(row.Or<string>(0), row.GetString(1)), ct, database),
            Grants = await connection.ReadAsync(
                """
                SELECT g.rolname::text, a.privilege_type, bool_or(a.is_grantable) FROM pg_database b, aclexplode(coalesce(b.datacl, acldefault('d', b.datdba))) a LEFT JOIN pg_roles g ON g.oid = a.grantee
                WHERE b.datname = $1 AND (a.grantee = 0 OR g.oid IS NOT NULL) GROUP BY 1, 2 ORDER BY 1 NULLS FIRST, 2
                """,
                row => new DatabaseGrant(row.Or<string>(0), row.GetString(1), row.GetBoolean(2)), ct, database),
            ConnectionLimit = limit,
            Comment = comment,
        };
    }

    private static DatabaseSetting Setting(string? role, string pair)
    {
        var end = pair.IndexOf('=', StringComparison.Ordinal);
        return new(role, pair[..end], pair[(end + 1)..]);
    }
}
