using System.Globalization;
using DrConsole.Backups.Restoring.Postgres;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Sources.Postgres;

namespace DrConsole.Backups.Format;

/// <summary>
/// SQL for <c>RESTORE.md</c> that brings back what belongs to a PostgreSQL database and lies outside of it: owner, rights, limit, comment, settings. The console
/// does it by itself; whoever restores without it has psql.
/// </summary>
internal static class AfterRestore
{
    // What PostgreSQL gives everybody on a new database. https://www.postgresql.org/docs/15/ddl-priv.html
    private static readonly DatabaseGrant[] GivenToAll = [new(null, "CONNECT", false), new(null, "TEMPORARY", false)];

    /// <summary>A section of its own; empty when there is nothing to bring back.</summary>
    public static string For(Manifest manifest)
    {
        var statements = manifest.Facts.Databases.SelectMany(Statements).ToList();
        return statements.Count == 0 ? "" : $"""

            ## After it

            These settings lie outside of a database, and the script leaves them alone. Run what fits in psql, as a superuser, with the name that you restored into:

            {string.Join('\n', statements.Select(statement => statement.Any(char.IsControl) ? "    -- one that holds control characters is left out: see manifest.json" : $"    {statement};"))}

            """;
    }

    private static IEnumerable<string> Statements(DatabaseFacts database)
    {
        if (database.Properties is not { } was)
        {
            return [];
        }

        var name = PostgresQuery.Quoted(database.Name);
        return
        [
            .. database.Owner is { } owner ? [$"ALTER DATABASE {name} OWNER TO {PostgresQuery.Quoted(owner)}"] : Array.Empty<string>(),
            .. GivenToAll.Except(was.Grants).Select(grant => $"REVOKE {grant.Privilege} ON DATABASE {name} FROM PUBLIC"),
            .. was.Grants.Except(GivenToAll).Where(grant => grant.Grantee is null || grant.Grantee != database.Owner)
                .Select(grant => $"GRANT {grant.Privilege} ON DATABASE {name} TO {(grant.Grantee is { } role ? PostgresQuery.Quoted(role) : "PUBLIC")}{(grant.MayGrant ? " WITH GRANT OPTION" : "")}"),
            .. was.ConnectionLimit == -1 ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"ALTER DATABASE {name} CONNECTION LIMIT {was.ConnectionLimit}")],
            .. was.Comment is { } comment ? [$"COMMENT ON DATABASE {name} IS {PostgresQuery.Literal(comment)}"] : Array.Empty<string>(),
            .. was.Settings.Select(setting => $"{(setting.Role is { } role ? $"ALTER ROLE {PostgresQuery.Quoted(role)} IN DATABASE {name}" : $"ALTER DATABASE {name}")} SET {PostgresSetting.Assignment(setting)}"),
        ];
    }
}
