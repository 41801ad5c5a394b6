using DrConsole.Backups.Format;
using DrConsole.Backups.Sources;
using DrConsole.Stores;

namespace DrConsole.Backups.Pipeline;

/// <summary>One backup to take, with everything it needs: no database is asked.</summary>
public sealed record BackupRequest
{
    /// <summary>The level unless told otherwise: level 3 makes backups of a database with text a fifteenth smaller and takes an eighth longer.</summary>
    public const int UsualLevel = 1;

    /// <summary>Made by the caller: the same id again is the same backup.</summary>
    public required Guid BackupId { get; init; }

    /// <summary>Marks child processes.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Name of the source, safe in keys: lower-case letters, digits and hyphens.</summary>
    public required string Source { get; init; }

    public required string SourceKind { get; init; }

    public required IBackupSource From { get; init; }

    public required IReadOnlyList<Destination> Destinations { get; init; }

    /// <summary>age recipients (<c>age1…</c>); at least one.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    public string? KeyCategory { get; init; }

    public required ManifestSigner Signer { get; init; }

    /// <summary>zstd level, 1 to 19.</summary>
    public int Level { get; init; } = UsualLevel;

    /// <summary>A destination that takes no byte for so long is dropped while others go on; a source that gives none fails the run.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromMinutes(2);

    public Guid? PolicyId { get; init; }

    public string? PolicyName { get; init; }

    public string? System { get; init; }

    /// <summary>Object lock of everything that is written, where a destination has it.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>
    /// What runs of this source left unfinished before that instant is swept before this one begins. Whoever holds the only lease on the source says now;
    /// null leaves a day, for runs that nobody here knows of.
    /// </summary>
    public DateTimeOffset? AbandonedBefore { get; init; }

    /// <summary>The last complete backup of the same source.</summary>
    public Manifest? Previous { get; init; }

    public string? StateFolder { get; init; }

    public string? SettingsSha256 { get; init; }

    /// <summary>Asked right before the manifest is written: a run that lost its lease must not commit. Throws to stop.</summary>
    public Func<CancellationToken, Task> BeforeCommitAsync { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Told now and then, and at each change of stage.</summary>
    public IProgress<BackupProgress>? Progress { get; init; }
}

/// <summary>A store that is to get a copy.</summary>
/// <param name="Id">The console's id of the store; <see cref="Guid.Empty"/> from the command line.</param>
public sealed record Destination(Guid Id, string Name, IBackupStore Store);

/// <summary>How far a backup is.</summary>
/// <param name="Stage">E.g. <c>checking the source</c>, <c>orders.pgdump</c>, <c>writing the manifest</c>.</param>
public sealed record BackupProgress(string Stage, long PlainBytes, long StoredBytes, long? ExpectedBytes)
{
    /// <summary>A line for the run's log; null when only figures moved.</summary>
    public string? Line { get; init; }
}

/// <summary>A backup that was taken: at least one destination has it whole.</summary>
/// <param name="Folder">Key of its folder in every store, without a slash at the end.</param>
/// <param name="ManifestSha256">Over the manifest's bytes.</param>
public sealed record BackupResult(Manifest Manifest, string Folder, string ManifestSha256, IReadOnlyList<CopyOutcome> Copies)
{
    /// <summary>True when a destination lacks its copy.</summary>
    public bool IsDegraded => Copies.Any(copy => !copy.IsComplete);
}

/// <summary>What became of a destination's copy.</summary>
/// <param name="Fault">Cause and cure where it is not complete.</param>
public sealed record CopyOutcome(Destination Destination, bool IsComplete, string? Fault);
