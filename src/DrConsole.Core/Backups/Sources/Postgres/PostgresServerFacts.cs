using System.Globalization;
using Npgsql;

namespace DrConsole.Backups.Sources.Postgres;

/// <summary>Who a PostgreSQL server is.</summary>
/// <param name="SystemIdentifier">Made by initdb and never changed; null where the server does not tell it.</param>
/// <param name="Address">As the server sees itself; null over a Unix socket.</param>
internal sealed record PostgresServerFacts(int VersionNumber, string Version, string? SystemIdentifier, bool IsStandby, bool IsSuperuser, bool ReadsRolePasswords, string? Address)
{
    public int Major => VersionNumber / 10000;

    public int Minor => VersionNumber % 10000;

    /// <summary>Identity for people, e.g. <c>PostgreSQL 15.18, system 7212…, at 10.0.0.5</c>.</summary>
    public string Words => $"PostgreSQL {Version}{(SystemIdentifier is null ? "" : $", system {SystemIdentifier}")}{(Address is null ? "" : $", at {Address}")}";

    public static async Task<PostgresServerFacts> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var facts = (await connection.ReadAsync(
            """
            SELECT current_setting('server_version_num')::int, split_part(current_setting('server_version'), ' ', 1), pg_is_in_recovery(),
                   (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
                   has_table_privilege('pg_catalog.pg_authid', 'SELECT'), has_function_privilege('pg_control_system()', 'EXECUTE'),
                   host(inet_server_addr()) || ':' || inet_server_port()
            """,
            row => (Number: row.GetInt32(0), Version: row.GetString(1), Standby: row.GetBoolean(2), Super: row.GetBoolean(3), Passwords: row.GetBoolean(4), Control: row.GetBoolean(5), Address: row.Or<string>(6)),
            ct))[0];
        var identifier = facts.Control
            ? (await connection.ReadAsync("SELECT system_identifier FROM pg_control_system()", row => row.GetInt64(0).ToString(CultureInfo.InvariantCulture), ct))[0]
            : null;
        return new(facts.Number, facts.Version, identifier, facts.Standby, facts.Super, facts.Passwords, facts.Address);
    }
}
