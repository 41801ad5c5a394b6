using System.Globalization;
using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>Databases of a PostgreSQL server by <c>pg_dump</c>, each under a snapshot of its own that its fingerprints share.</summary>
/// <param name="toolFolders">Where client programs are looked for.</param>
internal sealed class PostgresLogicalSource(PostgresSettings settings, PostgresLink link, IReadOnlyList<string> toolFolders) : IBackupSource
{
    /// <inheritdoc/>
    public async Task<SourceCheck> CheckAsync(CancellationToken ct)
    {
        await using var connection = await ConnectAsync(ct);
        var (server, tools) = await KnowAsync(connection, ct);
        var databases = await ChooseAsync(connection, ct);
        EnsureGlobals(server);
        var remarks = PostgresFaults.OfServer(server.Major, server.Minor).Concat(PostgresFaults.OfTools(tools)).ToList();
        foreach (var database in databases)
        {
            await using var inside = await link.ConnectAsync(database.Name, ct);
            await PostgresCatalog.EnsureReadableAsync(inside, database.Name, link.User, ct);
            remarks.AddRange(await PostgresCatalog.RemarksAsync(inside, database.Name, server.IsStandby, ct));
        }

        return new($"PostgreSQL {server.Version}", $"pg_dump {tools.Version}", databases.Sum(database => database.Bytes), remarks);
    }

    /// <inheritdoc/>
    public async Task<ISourceSession> OpenAsync(SourceContext context, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var connection = await ConnectAsync(ct);
        var (server, tools) = await KnowAsync(connection, ct);
        var databases = await ChooseAsync(connection, ct);
        var snapshots = new List<PostgresSnapshot>();
        try
        {
            foreach (var database in databases)
            {
                snapshots.Add(await PostgresSnapshot.TakeAsync(link, database.Name, ct));
            }

            return new PostgresLogicalSession(settings, link, tools, server, snapshots, context);
        }
        catch
        {
            foreach (var snapshot in snapshots)
            {
                await snapshot.DisposeAsync();
            }

            throw;
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken ct)
    {
        if (settings.Databases.Count > 0)
        {
            return await link.ConnectAsync(settings.Databases[0], ct);
        }

        try
        {
            return await link.ConnectAsync("postgres", ct);
        }
        catch (RefusedException refusal) when (refusal.Message.Contains("no such database", StringComparison.Ordinal))
        {
            return await link.ConnectAsync("template1", ct);
        }
    }

    private async Task<(PostgresServerFacts Server, PostgresTools Tools)> KnowAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var server = await PostgresServerFacts.ReadAsync(connection, ct);
        return (server, await PostgresTools.ForAsync(server.Major, server.Version, toolFolders, ct));
    }

    private async Task<List<(string Name, long? Bytes, bool MayConnect)>> ChooseAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var there = await PostgresCatalog.DatabasesAsync(connection, ct);
        var chosen = settings.Databases.Count == 0 ? there : there.Where(database => settings.Databases.Contains(database.Name, StringComparer.Ordinal)).ToList();
        if (settings.Databases.Except(there.Select(database => database.Name), StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new RefusedException("database_missing", $"PostgreSQL at {link.Endpoint} has no database {missing} that takes connections. Mend its name in the source's settings.");
        }

        if (chosen.Count == 0)
        {
            throw new RefusedException("database_missing", $"PostgreSQL at {link.Endpoint} has no database to back up.");
        }

        return chosen.Find(database => !database.MayConnect) is { Name: { } closed }
            ? throw new RefusedException(
                "postgres_unreadable", $"The role {link.User} may not connect to database {closed}. Run as superuser: GRANT CONNECT ON DATABASE {PostgresQuery.Quoted(closed)} TO {PostgresQuery.Quoted(link.User)};")
            : chosen;
    }

    private void EnsureGlobals(PostgresServerFacts server)
    {
        if (settings is { Globals: true, RolePasswords: true } && !server.ReadsRolePasswords)
        {
            throw new RefusedException(
                "role_passwords_unreadable",
                $"The role {link.User} may not read role passwords (pg_authid), as on managed servers. Save roles without passwords (in the settings: role passwords off; pg_dumpall --no-role-passwords), "
                + string.Create(CultureInfo.InvariantCulture, $"or run as superuser: GRANT SELECT ON pg_catalog.pg_authid TO {PostgresQuery.Quoted(link.User)};"));
        }
    }
}
