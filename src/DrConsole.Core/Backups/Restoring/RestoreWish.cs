using DrConsole.Platform;

namespace DrConsole.Backups.Restoring;

/// <summary>What somebody wants restored, and into what.</summary>
/// <param name="Confirm">What the person typed: must be the target's <see cref="RestoreTarget.Identity"/>.</param>
public sealed record RestoreWish(Guid BackupId, RestoreTarget Target, string Confirm)
{
    /// <summary>The copy to read; null chooses the best one at the start.</summary>
    public Guid? StoreId { get; init; }

    /// <summary>The incident in which it is done; it stands in that incident's timeline.</summary>
    public Guid? IncidentId { get; init; }

    /// <summary>The target's password.</summary>
    public SecretText? Password { get; init; }
}
