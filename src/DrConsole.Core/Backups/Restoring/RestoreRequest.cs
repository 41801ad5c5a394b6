using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Verification;

namespace DrConsole.Backups.Restoring;

/// <summary>One restore, with everything that it needs: no database of the console is asked.</summary>
public sealed record RestoreRequest
{
    /// <summary>Where the copy lies.</summary>
    public required IBackupStore Store { get; init; }

    /// <summary>Key of the backup's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Its manifest. The caller has checked its signature: what somebody else signed is never restored.</summary>
    public required Manifest Manifest { get; init; }

    /// <summary>Backups that this one builds on, oldest first, from the same store and checked alike.</summary>
    public IReadOnlyList<(string Folder, Manifest Manifest)> Needs { get; init; } = [];

    public required IdentityFile Identities { get; init; }

    public required RestoreTarget Target { get; init; }

    /// <summary>The target's own.</summary>
    public SecretText? Password { get; init; }

    /// <summary>Asked after the target was looked at and before it is touched, with what was found; throws to stop. A person confirms here.</summary>
    public Func<TargetCheck, CancellationToken, Task> BeforeChangeAsync { get; init; } = static (_, _) => Task.CompletedTask;

    /// <summary>Shuts in the programs that read the backup; null gives them limits and takes rights away.</summary>
    internal Func<ChildCommand, ChildCommand>? Contain { get; init; }

    public IProgress<RestoreProgress>? Progress { get; init; }
}

/// <summary>How far a restore is.</summary>
/// <param name="Stage">E.g. <c>checking the target</c>, <c>orders.pgdump</c>, <c>comparing</c>.</param>
/// <param name="Bytes">Plain bytes so far, over all streams.</param>
public sealed record RestoreProgress(string Stage, long Bytes, long ExpectedBytes)
{
    /// <summary>A line for the log; null when only figures moved.</summary>
    public string? Line { get; init; }
}

/// <summary>A restore that came to its end. Whether the content is right, the comparison says.</summary>
/// <param name="Steps">Measured parts in order: check, each stream, compare.</param>
public sealed record RestoreResult(TargetCheck Target, IReadOnlyList<VerificationStep> Steps, RestoreComparison Comparison)
{
    /// <summary>What the person should know of the restored target.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Seconds from the first look at the target to the end of the comparison.</summary>
    public double Seconds => Steps.Sum(step => step.Seconds);
}
