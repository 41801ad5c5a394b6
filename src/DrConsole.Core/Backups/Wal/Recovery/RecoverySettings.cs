using System.Globalization;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>
/// The server's settings during recovery. They are given on its command line, which counts before everything that the restored directory
/// brings along (<c>postgresql.auto.conf</c>): nothing in it starts a program, loads a library, or opens a port.
/// </summary>
internal static class RecoverySettings
{
    /// <summary>Arguments of <c>postgres</c>.</summary>
    /// <param name="until">Null replays to the end of the log.</param>
    /// <param name="isThrownAway">Nothing of it has to survive a crash of the machine.</param>
    public static IReadOnlyList<string> Arguments(string folder, string runFolder, string spool, int timeline, DateTimeOffset? until, int preparedTransactions, bool isThrownAway) =>
    [
        "-D", folder,
        .. new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["config_file"] = Path.Combine(runFolder, "postgresql.conf"),
            ["hba_file"] = Path.Combine(runFolder, "pg_hba.conf"),
            ["ident_file"] = Path.Combine(runFolder, "pg_ident.conf"),
            ["data_directory"] = folder,
            ["external_pid_file"] = "",
            ["listen_addresses"] = "",
            ["unix_socket_directories"] = runFolder,
            ["unix_socket_permissions"] = "0700",
            ["port"] = "5432",
            ["ssl"] = "off",
            ["restore_command"] = $"cp {Shell(spool)}/%f %p",
            // The empty ones first: PostgreSQL takes each of them for a second target when one is set already.
            ["recovery_target"] = "", ["recovery_target_name"] = "", ["recovery_target_lsn"] = "", ["recovery_target_xid"] = "",
            ["recovery_target_timeline"] = timeline.ToString(CultureInfo.InvariantCulture),
            ["recovery_target_time"] = until?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture) ?? "",
            ["recovery_target_inclusive"] = "on",
            ["recovery_target_action"] = "promote",
            ["archive_cleanup_command"] = "", ["recovery_end_command"] = "",
            ["primary_conninfo"] = "", ["primary_slot_name"] = "",
            ["hot_standby"] = "off",
            ["archive_mode"] = "off", ["archive_command"] = "", ["archive_library"] = "",
            ["shared_preload_libraries"] = "", ["session_preload_libraries"] = "", ["local_preload_libraries"] = "",
            ["dynamic_library_path"] = "$libdir", ["jit"] = "off",
            ["max_prepared_transactions"] = preparedTransactions.ToString(CultureInfo.InvariantCulture),
            ["shared_buffers"] = "128MB", ["huge_pages"] = "off",
            ["autovacuum"] = "off", ["max_worker_processes"] = "8", ["max_logical_replication_workers"] = "0",
            ["logging_collector"] = "off", ["log_destination"] = "stderr", ["lc_messages"] = "C", ["log_timezone"] = "UTC",
            ["synchronous_standby_names"] = "",
            ["fsync"] = isThrownAway ? "off" : "on",
            ["dynamic_shared_memory_type"] = isThrownAway ? "mmap" : "posix", // behind walls /dev/shm is not for everybody
        }.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" }),
    ];

    // For the shell that runs restore_command, in which PostgreSQL replaces % sequences first.
    private static string Shell(string path) => $"'{path.Replace("%", "%%", StringComparison.Ordinal).Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
