using System.CommandLine;

namespace DrConsole.Cli.Backups;

/// <summary><c>backup</c>: taking, listing and proving backups with nothing but stores and keys; no console and no database is asked.</summary>
internal static class BackupCommandGroup
{
    public static Command Create() => new("backup", "Backups, without a console and without its database. Exit codes: 0 done, 1 failed or found broken, 2 refused, 3 out of reach, 4 degraded, 5 not verifiable here, 130 cancelled.")
    {
        BackupRunCommand.Create(), BackupListCommand.Create(), BackupVerifyCommand.Create(), BackupRestoreCommand.Create(), BackupCatalogCommand.Create(),
        BackupWalCommand.Create(), BackupRecoverCommand.Create(), RestoreConsoleCommand.Create(),
    };
}
