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

    /// <summary>Gives what opens the base backup and the log that were chosen; asked once, with all of their recipients: keys may have been rotated in between.</summary>
    public required Func<IReadOnlyList<string>, CancellationToken, Task<IdentityFile>> IdentitiesAsync { get; init; }

    /// <summary>The new data directory: missing, empty, or left by a recovery that did not end well. Beside it a folder FOLDER.wal exists while it is recovered.</summary>
    public required string Folder { get; init; }

    /// <summary>By the server's clock; null is the end of all that was shipped.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where the end cannot be reached, recovers to the gap before it instead of refusing. For tests of a base backup alone.</summary>
    internal bool StopsAtGap { get; init; }

    /// <summary>Null is the highest timeline on which the instant can be recovered.</summary>
    public int? Timeline { get; init; }

    /// <summary>TCP port of the recovered cluster; null leaves what the old server had.</summary>
    public int? Port { get; init; }

    /// <summary>System user who will own the cluster, where this process is root: PostgreSQL refuses root. Otherwise the process's own user.</summary>
    public string Owner { get; init; } = "postgres";

    /// <summary>Leaves the server running for whoever checks it, on a socket of its own; otherwise it is stopped.</summary>
    public bool KeepRunning { get; init; }

    /// <summary>Recovers for a test, shut in; null makes a cluster that stays, owned by <see cref="Owner"/>.</summary>
    internal ShutInCluster? ShutIn { get; init; }

    /// <summary>Marks child processes.</summary>
    public Guid Serves { get; init; }

    /// <summary>Told what begins, in words.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Told what will be read, before anything is.</summary>
    internal Action<ClusterRestorePlan>? OnPlanned { get; init; }

    /// <summary>Told how many plain bytes came, piece by piece and from several threads.</summary>
    public Action<int>? OnFetched { get; init; }

    /// <summary>Asked when the log was fetched and found good, before the directory is made; throws to stop.</summary>
    public Func<ClusterRestorePlan, CancellationToken, Task> BeforeChangeAsync { get; init; } = static (_, _) => Task.CompletedTask;
}

/// <summary>A base backup in a store.</summary>
/// <param name="Folder">Key of its folder.</param>
public sealed record BaseBackup(string Folder, Manifest Manifest);

/// <summary>A cluster that was recovered, and what was found of it.</summary>
/// <param name="Until">What was asked; null for the end.</param>
/// <param name="ReachedLsn">End of the last record that was replayed.</param>
/// <param name="LastCommitAt">Instant of the last replayed commit, by the old server's clock; null when none was replayed.</param>
/// <param name="Timeline">The new timeline that it writes from now on.</param>
/// <param name="Files">Files of the base backup, each compared with the manifest that the old server wrote.</param>
/// <param name="Server">The running server where that was asked for; the caller disposes it, which stops it.</param>
public sealed record ClusterRestoreResult(
    Guid BackupId, string SystemIdentifier, DateTimeOffset? Until, Lsn ReachedLsn, DateTimeOffset? LastCommitAt, int Timeline, int Files,
    IReadOnlyList<VerificationStep> Steps, IReadOnlyList<string> Remarks, RecoveryServer? Server);
