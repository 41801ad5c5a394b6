using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Restoring.Postgres;

/// <summary>
/// Puts right what a restore left that was to replace databases and died. A database that lost its name gets it back; what else lies there is named, with
/// the commands for it. Nothing is dropped: nobody knows any more whether what has the name is what was compared.
/// </summary>
internal static class PostgresLeftovers
{
    /// <summary>The commands by which a person chooses between the two databases.</summary>
    /// <param name="isNamed">A database has the name; else only the replaced one is there.</param>
    public static string Commands(string name, bool isNamed)
    {
        var (final, replaced) = (PostgresQuery.Quoted(name), PostgresQuery.Quoted(PostgresTargetDatabase.ReplacedNameOf(name)));
        return !isNamed ? $"No database {name} is there. To have it back, run: ALTER DATABASE {replaced} RENAME TO {final};"
            : $"When {name} is as it should be, run: DROP DATABASE {replaced}; To have back what was there before, run: ALTER DATABASE {final} RENAME TO {PostgresQuery.Quoted(name + "_restored")}; ALTER DATABASE {replaced} RENAME TO {final};";
    }

    /// <summary>Looks at each database, and puts right what can be.</summary>
    /// <exception cref="RefusedException">The server does not answer, or refuses.</exception>
    public static async Task<LeftoverFindings> SettleAsync(PostgresLink link, IReadOnlyList<string> names, CancellationToken ct)
    {
        await using var server = await PostgresSink.ConnectAsync(link, ct);
        var (said, isOpen, isAsBefore) = (new List<string>(), false, true);
        foreach (var name in names)
        {
            var there = (await server.ReadAsync("SELECT datname::text FROM pg_database", row => row.GetString(0), ct)).ToHashSet(StringComparer.Ordinal);
            var replaced = PostgresTargetDatabase.ReplacedNameOf(name);
            var isNamed = there.Contains(name);
            if (there.Contains(replaced) && !isNamed)
            {
                await PutBackAsync(server, name, replaced, ct);
                said.Add($"Database {name} had been set aside as {replaced}, and nothing had taken its place: it has its name again, and is as it was before the restore.");
            }
            else if (there.Contains(replaced))
            {
                (isOpen, isAsBefore) = (true, false);
                said.Add($"Database {name} at {link.Endpoint} is the restored one, which had been compared before it took its place. What was there before is still there as {replaced}. {Commands(name, isNamed)}");
            }
            else if (isNamed && there.Contains(PostgresTargetDatabase.WorkingNameOf(name)))
            {
                said.Add($"Database {name} is as it was before the restore.");
            }
            else
            {
                isAsBefore = false;
            }
        }

        return new(said, isOpen, isAsBefore);
    }

    private static async Task PutBackAsync(NpgsqlConnection server, string name, string replaced, CancellationToken ct)
    {
        try
        {
            await server.ExecuteAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = {PostgresQuery.Literal(replaced)}", ct);
            await server.ExecuteAsync($"ALTER DATABASE {PostgresQuery.Quoted(replaced)} RENAME TO {PostgresQuery.Quoted(name)}", ct);
        }
        catch (PostgresException refusal)
        {
            throw new RefusedException("database_not_put_back", $"The server refused to rename {replaced} to {name}: {refusal.MessageText}.");
        }
    }
}

/// <summary>What was found, and done.</summary>
/// <param name="Said">In sentences.</param>
/// <param name="IsOpen">Somebody has to choose.</param>
/// <param name="IsAsBefore">Every database is what it was before the restore.</param>
internal sealed record LeftoverFindings(IReadOnlyList<string> Said, bool IsOpen, bool IsAsBefore);
