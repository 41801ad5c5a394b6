using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>Reads PostgreSQL's catalogues: which databases there are, what is in one, and what a role may not read of it.</summary>
internal static class PostgresCatalog
{
    /// <summary>Objects that <c>pg_dump</c> leaves to their extensions, and schemas of the server itself, are not ours.</summary>
    public const string Ours =
        """
        n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        """;

    private const int Named = 5;

    /// <summary>Databases that take connections and are no templates, with their size in bytes where it may be known.</summary>
    public static Task<List<(string Name, long? Bytes, bool MayConnect)>> DatabasesAsync(NpgsqlConnection connection, CancellationToken ct) => connection.ReadAsync(
        """
        SELECT datname::text, CASE WHEN has_database_privilege(oid, 'CONNECT') THEN pg_database_size(oid) END, has_database_privilege(oid, 'CONNECT')
        FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname
        """,
        row => (row.GetString(0), row.Or<long?>(1), row.GetBoolean(2)), ct);

    /// <summary>Makes sure that the role of this connection can dump the database to its last row.</summary>
    /// <exception cref="RefusedException">It cannot; the message names what is out of its reach and the cure.</exception>
    public static async Task EnsureReadableAsync(NpgsqlConnection connection, string database, string role, CancellationToken ct)
    {
        var closed = await connection.ReadAsync(
            $"""
            SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'S') AND {Ours} AND (NOT has_schema_privilege(n.oid, 'USAGE')
                OR CASE WHEN c.relkind = 'S' THEN NOT has_sequence_privilege(c.oid, 'SELECT') ELSE NOT has_table_privilege(c.oid, 'SELECT') END)
            ORDER BY 1
            """,
            row => row.GetString(0), ct);
        Refuse(closed, "postgres_unreadable", $"The role {role} cannot read {{0}} of database {database}. Run as superuser: GRANT pg_read_all_data TO {PostgresQuery.Quoted(role)};");

        var filtered = await connection.ReadAsync(
            $"SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND {Ours} AND row_security_active(c.oid) ORDER BY 1",
            row => row.GetString(0), ct);
        Refuse(filtered, "postgres_row_security", $"Row-level security hides rows of {{0}} of database {database} from the role {role}. Run as superuser: ALTER ROLE {PostgresQuery.Quoted(role)} BYPASSRLS;");

        var objects = await connection.ReadAsync(
            """
            SELECT 'large object ' || m.oid FROM pg_largeobject_metadata m
            WHERE NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND NOT pg_has_role(m.lomowner, 'USAGE')
              AND NOT EXISTS (SELECT FROM aclexplode(m.lomacl) a WHERE a.privilege_type = 'SELECT' AND (a.grantee = 0 OR pg_has_role(a.grantee, 'USAGE')))
            ORDER BY m.oid
            """,
            row => row.GetString(0), ct);
        Refuse(objects, "postgres_unreadable", $"The role {role} cannot read {{0}} of database {database}. Grant SELECT on them, or dump as a superuser.");
    }

    /// <summary>What the administrator should know of a database though it stops nothing.</summary>
    public static async Task<IReadOnlyList<string>> RemarksAsync(NpgsqlConnection connection, string database, bool isStandby, CancellationToken ct)
    {
        var counts = (await connection.ReadAsync(
            $"""
            SELECT count(*) FILTER (WHERE c.relkind = 'f'), count(*) FILTER (WHERE c.relkind = 'r' AND c.relpersistence = 'u')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {Ours}
            """,
            row => (Foreign: row.GetInt64(0), Unlogged: row.GetInt64(1)), ct))[0];
        var remarks = new List<string>();
        if (counts.Foreign > 0)
        {
            remarks.Add($"Database {database} has {counts.Foreign} foreign tables: their definitions are saved, their rows are elsewhere.");
        }

        if (isStandby && counts.Unlogged > 0)
        {
            remarks.Add($"Database {database} has {counts.Unlogged} unlogged tables, whose rows a standby does not have: they are saved empty.");
        }

        return remarks;
    }

    /// <summary>A database's particulars for the manifest, without its tables.</summary>
    public static async Task<DatabaseFacts> FactsAsync(NpgsqlConnection connection, string database, CancellationToken ct)
    {
        var (encoding, locale, owner) = (await connection.ReadAsync(
            """
            SELECT pg_encoding_to_char(encoding)::text, row_to_json(d)->>'datlocprovider', row_to_json(d)->>'datcollate', row_to_json(d)->>'datctype',
                   coalesce(row_to_json(d)->>'datlocale', row_to_json(d)->>'daticulocale'), pg_get_userbyid(datdba)::text
            FROM pg_database d WHERE datname = current_database()
            """,
            row => (row.GetString(0), new PostgresLocale(row.Or<string>(1) ?? "c", row.GetString(2), row.GetString(3), row.Or<string>(4)), row.GetString(5)), ct))[0];
        return new(database)
        {
            Encoding = encoding,
            Locale = locale.ToString(),
            Owner = owner,
            Properties = await PostgresProperties.ReadAsync(connection, database, ct),
            Extensions = await connection.ReadAsync("SELECT extname || ' ' || extversion FROM pg_extension ORDER BY 1", row => row.GetString(0), ct),
            LargeObjects = (await connection.ReadAsync("SELECT count(*) FROM pg_largeobject_metadata", row => row.GetInt64(0), ct))[0],
            Roles = await connection.ReadAsync(Roles, row => row.GetString(0), ct),
        };
    }

    private static void Refuse(List<string> found, string code, string sentence)
    {
        if (found.Count > 0)
        {
            var more = found.Count > Named ? $" and {found.Count - Named} more" : "";
            throw new RefusedException(code, sentence.Replace("{0}", string.Join(", ", found.Take(Named)) + more, StringComparison.Ordinal));
        }
    }

    // pg_shdepend leaves out the role that initdb made (it is pinned), so owners are asked for by themselves.
    private const string Roles =
        """
        SELECT DISTINCT rolname::text FROM (
            SELECT refobjid AS role FROM pg_shdepend WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND refclassid = 'pg_authid'::regclass AND deptype IN ('o', 'a', 'r')
            UNION SELECT relowner FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid >= 16384 AND n.nspname !~ '^pg_' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            UNION SELECT proowner FROM pg_proc p WHERE p.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
            UNION SELECT typowner FROM pg_type t WHERE t.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
            UNION SELECT nspowner FROM pg_namespace n WHERE n.oid >= 16384 AND nspname !~ '^pg_' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
            UNION SELECT lomowner FROM pg_largeobject_metadata
        ) AS used JOIN pg_roles ON pg_roles.oid = used.role ORDER BY 1
        """;
}
