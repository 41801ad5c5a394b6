namespace DrConsole.Backups.Keys;

/// <summary>Reads of keys; never of their secret halves.</summary>
public interface IKeyQueries
{
    /// <summary>All keys and the console's signatures.</summary>
    Task<KeyOverview> OverviewAsync(CancellationToken ct);
}

/// <summary>The console's keys.</summary>
/// <param name="Keys">By category, escrow first, newest first within.</param>
/// <param name="SigningFingerprint">Of the console's own signing key; null before it was first needed.</param>
/// <param name="Trusted">Fingerprints whose signatures are believed.</param>
public sealed record KeyOverview(IReadOnlyList<KeyRow> Keys, string? SigningFingerprint, IReadOnlyList<string> Trusted)
{
    /// <summary>The categories that policies can choose.</summary>
    public IReadOnlyList<string> Categories => [.. Keys.Where(key => !key.IsEscrow && key.RetiredAt is null).Select(key => key.Category)];

    /// <summary>True while no unretired escrow key is there: a lost console would take all backups with it.</summary>
    public bool LacksEscrow => !Keys.Any(key => key is { IsEscrow: true, RetiredAt: null });
}

/// <summary>A key without its secret half.</summary>
/// <param name="HoldsIdentity">The console can decrypt with it.</param>
/// <param name="ProofEndsAt">Until then the last proof of an escrow key counts; null when there is none.</param>
/// <param name="Backups">Backups in the stores that are encrypted for it.</param>
public sealed record KeyRow(
    Guid Id, string Category, string Recipient, bool IsEscrow, bool HoldsIdentity, DateTimeOffset CreatedAt, string CreatedByName, DateTimeOffset? RetiredAt,
    DateTimeOffset? ProvenAt, string? ProvenByName, DateTimeOffset? ProofEndsAt, DateTimeOffset? ChallengedAt, DateTimeOffset? KitMadeAt, int Backups)
{
    /// <summary>True when the identity was destroyed.</summary>
    public bool IsDestroyed => !IsEscrow && !HoldsIdentity;

    /// <summary>True for an escrow key that nobody has proved to hold for too long.</summary>
    public bool IsUnproven(DateTimeOffset now) => IsEscrow && RetiredAt is null && (ProofEndsAt is null || ProofEndsAt < now);
}
