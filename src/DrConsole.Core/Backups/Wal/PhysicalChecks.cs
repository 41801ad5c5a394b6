using System.Globalization;
using DrConsole.Backups.Sources.Postgres;
using DrConsole.Platform;
using Npgsql;

namespace DrConsole.Backups.Wal;

/// <summary>What a server must allow before it can be backed up physically. Each refusal has the exact SQL that cures it.</summary>
internal static class PhysicalChecks
{
    private const string Sql =
        """
        SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000,
            pg_is_in_recovery(), current_setting('wal_level'), current_setting('max_wal_senders')::int,
            (SELECT count(*) FROM pg_stat_replication)::int, current_setting('max_replication_slots')::int,
            (SELECT count(*) FROM pg_replication_slots)::int, EXISTS (SELECT 1 FROM pg_replication_slots WHERE slot_name = @slot),
            (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user), current_setting('max_slot_wal_keep_size'),
            (SELECT count(*) FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global'))::int,
            (SELECT rolname FROM pg_roles WHERE oid = 10), (SELECT system_identifier::text FROM pg_control_system()),
            pg_size_bytes(current_setting('wal_segment_size'))::int, (SELECT sum(pg_tablespace_size(oid)) FROM pg_tablespace WHERE pg_has_role(current_user, 'pg_monitor', 'member') OR spcname = 'pg_default')::bigint
        """;

    /// <summary>Looks at the server and at the tools.</summary>
    /// <exception cref="RefusedException">It cannot be backed up as it is.</exception>
    public static async Task<PhysicalServer> LookAsync(PostgresLink link, string slot, CancellationToken ct)
    {
        var server = await ReadAsync(link, slot, ct);
        EnsureAllowed(server, link, slot);
        _ = await PostgresTools.ForAsync(server.Major, server.Version, PostgresTools.Folders, ct);
        await EnsureReplicationAsync(link, server, ct);
        return server;
    }

    /// <summary>The programs for the server that was looked at: of its own major version or a newer one.</summary>
    public static async Task<PostgresTools> ToolsAsync(PhysicalServer server, CancellationToken ct) =>
        await PostgresTools.ForAsync(server.Major, server.Version, PostgresTools.Folders, ct);

    private static void EnsureAllowed(PhysicalServer server, PostgresLink link, string slot)
    {
        if (server.IsStandby)
        {
            throw new RefusedException("server_standby", "This server is a standby, which cannot tell what its primary committed. Set the policy to the primary's address.");
        }

        if (server.WalLevel == "minimal")
        {
            throw new RefusedException("wal_level", "wal_level is minimal, so the log does not hold enough to recover from. Run: ALTER SYSTEM SET wal_level = 'replica'; and restart the server.");
        }

        if (!server.MayReplicate)
        {
            throw new RefusedException("replication_right", $"The role {link.User} may not replicate. Run as a superuser: ALTER ROLE {Quoted(link.User)} REPLICATION;");
        }

        if (!server.HasSlot && server.Slots >= server.MostSlots)
        {
            throw new RefusedException("slots_exhausted", $"All {server.MostSlots.ToString(CultureInfo.InvariantCulture)} replication slots are taken. Run: ALTER SYSTEM SET max_replication_slots = {(server.MostSlots + 2).ToString(CultureInfo.InvariantCulture)}; and restart the server.");
        }

        // One for the receiver, one for the base backup.
        if (server.MostSenders < 2 || (!server.HasSlot && server.Senders + 2 > server.MostSenders))
        {
            throw new RefusedException("senders_exhausted", $"max_wal_senders is {server.MostSenders.ToString(CultureInfo.InvariantCulture)}, and the receiver and a base backup need one each beside the {server.Senders.ToString(CultureInfo.InvariantCulture)} in use. "
                + $"Run: ALTER SYSTEM SET max_wal_senders = {(Math.Max(server.MostSenders, server.Senders) + 2).ToString(CultureInfo.InvariantCulture)}; and restart the server.");
        }
    }

    // The ordinary connection says nothing about pg_hba.conf's entries for replication, which are their own.
    private static async Task EnsureReplicationAsync(PostgresLink link, PhysicalServer server, CancellationToken ct)
    {
        using var secrets = PrivateFolder.Create();
        var tools = await ToolsAsync(server, ct);
        try
        {
            _ = await ChildProcess.ReadAsync(
                new(tools.Program("psql"), ["--no-psqlrc", "--no-password", "--tuples-only", "--no-align", "--command", "IDENTIFY_SYSTEM", "--dbname", $"replication=true host='{link.Host}' port={link.Port.ToString(CultureInfo.InvariantCulture)} user='{link.User.Replace("'", @"\'", StringComparison.Ordinal)}'"])
                {
                    Environment = link.ToolEnvironment(secrets),
                },
                ct);
        }
        catch (RefusedException refusal) when (refusal.Code == "program_failed")
        {
            throw new RefusedException("replication_refused",
                $"The server lets {link.User} in, and refuses its replication connection ({refusal.Message}). Add a line to pg_hba.conf: host replication {link.User} ADDRESS scram-sha-256 (local replication {link.User} peer for a socket), then run: SELECT pg_reload_conf();");
        }
    }

    private static async Task<PhysicalServer> ReadAsync(PostgresLink link, string slot, CancellationToken ct)
    {
        await using var connection = await link.ConnectAsync("postgres", ct);
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new("slot", slot) } };
        await using var row = await command.ExecuteReaderAsync(ct);
        _ = await row.ReadAsync(ct);
        return new(
            row.GetString(0), row.GetInt32(1), row.GetBoolean(2), row.GetString(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7), row.GetBoolean(8),
            row.GetBoolean(9), row.GetString(10), row.GetInt32(11), row.GetString(12), row.GetString(13), row.GetInt32(14), row.IsDBNull(15) ? null : row.GetInt64(15));
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A server as the checks found it.</summary>
/// <param name="KeepSize">Its <c>max_slot_wal_keep_size</c>; -1 is no limit.</param>
/// <param name="Superuser">Name of the role that initdb made.</param>
internal sealed record PhysicalServer(
    string Version, int Major, bool IsStandby, string WalLevel, int MostSenders, int Senders, int MostSlots, int Slots, bool HasSlot,
    bool MayReplicate, string KeepSize, int Tablespaces, string Superuser, string SystemIdentifier, int SegmentBytes, long? Bytes)
{
    public bool HasTablespaces => Tablespaces > 0;
}
