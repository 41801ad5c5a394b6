using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Policies;
using DrConsole.Stores;

namespace DrConsole.Verification;

/// <summary>One copy to examine, with everything that takes: no database is asked.</summary>
public sealed record VerificationRequest
{
    /// <summary>Marks child processes and the scratch folder.</summary>
    public required Guid RunId { get; init; }

    public required IBackupStore Store { get; init; }

    /// <summary>Key of the backup's folder.</summary>
    public required string Folder { get; init; }

    public required VerificationLevel Level { get; init; }

    /// <summary>Nothing is restored that nobody of these signed.</summary>
    public required TrustedKeys Trusted { get; init; }

    /// <summary>Needed from <see cref="VerificationLevel.ReadBack"/> on.</summary>
    public IdentityFile? Identities { get; init; }

    /// <summary>
    /// Gives what opens the log that a base backup is recovered with: it may be encrypted for other keys than the base backup. Null takes <see cref="Identities"/>.
    /// </summary>
    public Func<IReadOnlyList<string>, CancellationToken, Task<IdentityFile>>? LogIdentitiesAsync { get; init; }

    /// <summary>Where scratch servers live.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>The backup that is expected in the folder; null takes whichever is there.</summary>
    public Guid? BackupId { get; init; }

    /// <summary>SHA-256 of the manifest as the console knows it: one that was put back to an older or another backup's is noticed though its signature is good.</summary>
    public string? ManifestSha256 { get; init; }

    /// <summary>The administrator's own checks of the restored content.</summary>
    public IReadOnlyList<ContentCheck> Checks { get; init; } = [];

    /// <summary>What takes longer was not examined.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Told at each change of stage, in words.</summary>
    public IProgress<string>? Progress { get; init; }
}

/// <summary>What an examination came to.</summary>
/// <param name="Reached">Highest level that was passed; null when not even the first was.</param>
/// <param name="Fault">Cause and cure where it did not pass.</param>
public sealed record VerificationOutcome(Verdict Verdict, VerificationLevel? Reached, VerificationReport Report, string? Fault)
{
    /// <summary>Null when it could not be read or is not trusted.</summary>
    public Manifest? Manifest { get; init; }

    public string? ManifestSha256 { get; init; }

    /// <summary>The copy does not hold the bytes of its manifest: it has to be made anew from another store.</summary>
    public bool IsCopyDamaged { get; init; }

    /// <summary>A restore from this copy succeeded.</summary>
    public bool IsProven => Verdict != Verdict.Fail && Reached >= VerificationLevel.Restored;
}
