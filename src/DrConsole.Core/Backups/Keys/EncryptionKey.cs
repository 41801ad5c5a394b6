using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Backups.Keys;

/// <summary>An age key pair of a data category, or the escrow key that is a recipient of everything. A retired one stays: old backups need it.</summary>
public sealed class EncryptionKey
{
    public Guid Id { get; init; }

    /// <summary>E.g. <c>customer data</c>; the newest unretired key of a category encrypts.</summary>
    public required string Category { get; init; }

    /// <summary>The public half, <c>age1…</c>.</summary>
    public required string Recipient { get; init; }

    /// <summary>The secret half, sealed for the purpose <c>key:ID</c>; null when the console does not hold it (escrow, or destroyed).</summary>
    public string? SealedIdentity { get; set; }

    /// <summary>Kept offline by people; opens everything.</summary>
    public bool IsEscrow { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedByName { get; init; }

    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>When a person last proved to hold the identity by decrypting a challenge.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    public string? ProvenByName { get; set; }

    /// <summary>SHA-256 (hex) of the answer to the open challenge.</summary>
    public string? ChallengeSha256 { get; set; }

    public DateTimeOffset? ChallengedAt { get; set; }

    /// <summary>When the recovery kit was last handed out.</summary>
    public DateTimeOffset? KitMadeAt { get; set; }
}

internal sealed class EncryptionKeyMapping : IEntityTypeConfiguration<EncryptionKey>
{
    public void Configure(EntityTypeBuilder<EncryptionKey> key)
    {
        key.ToTable("encryption_key");
        key.Property(k => k.Category).HasMaxLength(100);
        key.Property(k => k.Recipient).HasMaxLength(200);
        key.HasIndex(k => k.Recipient).IsUnique();
        key.HasIndex(k => k.Category);
        key.Property(k => k.CreatedByName).HasMaxLength(200);
        key.Property(k => k.ProvenByName).HasMaxLength(200);
        key.Property(k => k.ChallengeSha256).HasMaxLength(64);
        key.Property<uint>("Version").IsRowVersion();
    }
}
