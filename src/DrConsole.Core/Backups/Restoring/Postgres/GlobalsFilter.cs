using System.Text;
using DrConsole.Backups.Sources.Postgres;
using Npgsql;

namespace DrConsole.Backups.Restoring.Postgres;

/// <summary>
/// Leaves out of <c>pg_dumpall</c>'s list what the target has already: roles and tablespaces that are there stay as they are, with their passwords and
/// rights. Nothing is tolerated by ignoring errors, so any error that is left stops the restore.
/// </summary>
internal sealed class GlobalsFilter
{
    private readonly List<string> _beginnings;

    private GlobalsFilter(List<string> beginnings) => _beginnings = beginnings;

    /// <summary>Asks the target what it has.</summary>
    public static async Task<GlobalsFilter> ForAsync(NpgsqlConnection server, CancellationToken ct)
    {
        // quote_ident quotes as pg_dumpall does but for keywords of another version: both forms are looked for.
        var roles = await server.ReadAsync("SELECT quote_ident(rolname), rolname::text FROM pg_roles", row => new[] { row.GetString(0), PostgresQuery.Quoted(row.GetString(1)) }, ct);
        var spaces = await server.ReadAsync("SELECT quote_ident(spcname), spcname::text FROM pg_tablespace", row => new[] { row.GetString(0), PostgresQuery.Quoted(row.GetString(1)) }, ct);
        return new(
        [
            .. roles.SelectMany(names => names).Distinct(StringComparer.Ordinal).SelectMany(name => new[] { $"CREATE ROLE {name};", $"ALTER ROLE {name} WITH ", $"ALTER ROLE {name} SET " }),
            .. spaces.SelectMany(names => names).Distinct(StringComparer.Ordinal).Select(name => $"CREATE TABLESPACE {name} "),
        ]);
    }

    /// <summary>The list without those lines. It is read to its end first, so that what the end throws is thrown before the first statement runs.</summary>
    public async Task<Stream> ThroughAsync(Stream plain, CancellationToken ct)
    {
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var kept = new StringBuilder();
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (!_beginnings.Exists(beginning => line.StartsWith(beginning, StringComparison.Ordinal)))
            {
                kept.Append(line).Append('\n');
            }
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(kept.ToString()));
    }
}
