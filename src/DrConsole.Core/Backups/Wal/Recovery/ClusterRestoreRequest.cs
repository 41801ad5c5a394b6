using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Stores;
using DrConsole.Verification;

namespace DrConsole.Backups.Wal.Recovery;

/// <summary>A cluster to recover, with everything that this needs: no database of the console is asked.</summary>
public sealed record ClusterRestoreRequest
{
    public required IBackupStore Store { get; init; }

    /// <summary>Name of the source in the keys of the store.</summary>
    public required string Source { get; init; }

    /// <summary>Base backups to choose from, whose signatures were checked.</summary>
    public required IReadOnlyList<BaseBackup> Bases { get; init; }

    /// <summary>Whose signatures count.</summary>
    public required TrustedKeys Trusted { get; init; }

    public required IdentityFile Identities { get; init; }

    /// <summary>The new data directory: missing or empty. Beside it a folder FOLDER.wal exists while it is recovered.</summary>
    public required string Folder { get; init; }

    /// <summary>By the server's clock; null is the end of all that was shipped.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Null is the highest timeline on which the instant can be recovered.</summary>
    public int? Timeline { get; init; }

    /// <summary>System user who will own the cluster, where this process is root: PostgreSQL refuses root. Otherwise the process's own user.</summary>
    public string Owner { get; init; } = "postgres";

    /// <summary>Leaves the server running for whoever checks it, on a socket of its own; otherwise it is stopped.</summary>
    public bool KeepRunning { get; init; }

    /// <summary>Marks child processes.</summary>
    public Guid Serves { get; init; }

    /// <summary>Told what begins, in words.</summary>
    public IProgress<string>? Progress { get; init; }
}

/// <summary>A base backup in a store.</summary>
/// <param name="Folder">Key of its folder.</param>
public sealed record BaseBackup(string Folder, Manifest Manifest);

/// <summary>A cluster that was recovered, and what was found of it.</summary>
/// <param name="Until">What was asked; null for the end.</param>
/// <param name="ReachedLsn">End of the last record that was replayed.</param>
/// <param name="LastCommitAt">Instant of the last replayed commit, by the old server's clock; null when none was replayed.</param>
/// <param name="Timeline">The new timeline that it writes from now on.</param>
/// <param name="Server">The running server where that was asked for; the caller disposes it, which stops it.</param>
public sealed record ClusterRestoreResult(
    Guid BackupId, string SystemIdentifier, DateTimeOffset? Until, Lsn ReachedLsn, DateTimeOffset? LastCommitAt, int Timeline,
    IReadOnlyList<VerificationStep> Steps, IReadOnlyList<string> Remarks, RecoveryServer? Server);
