using DrConsole.Backups.Policies;
using DrConsole.Stores;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Backups;

/// <summary>One artifact in one or more stores. This row is a cache of the manifest beside it: <c>backup catalog rebuild</c> makes it again.</summary>
public sealed class Backup
{
    public Guid Id { get; init; }

    /// <summary>Null when it was found in a store and no policy of this console made it.</summary>
    public Guid? PolicyId { get; set; }

    /// <summary>Name of the source in the keys of the stores.</summary>
    public required string Source { get; init; }

    public required string SourceKind { get; init; }

    public string? SystemName { get; init; }

    /// <summary>Key of its folder in every store.</summary>
    public required string Folder { get; init; }

    /// <summary>The instant whose state it holds.</summary>
    public DateTimeOffset ConsistentAt { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset CompletedAt { get; init; }

    public long PlainBytes { get; init; }

    public long StoredBytes { get; init; }

    /// <summary>The manifest, as JSON text exactly as it lies in the stores.</summary>
    public required string Manifest { get; init; }

    public required string ManifestSha256 { get; init; }

    /// <summary>Backups that it needs to be restored.</summary>
    public Guid[] DependsOn { get; init; } = [];

    /// <summary>Highest level that it passed, in any copy.</summary>
    public VerificationLevel? VerifiedLevel { get; set; }

    /// <summary>When it was last proven by a restore.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>When its last copy was removed.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    public List<BackupCopy> Copies { get; } = [];
}

/// <summary>A backup in one store.</summary>
public sealed class BackupCopy
{
    public Guid BackupId { get; init; }

    public Guid StoreId { get; init; }

    public CopyState State { get; set; }

    /// <summary>When its state was last seen in the store itself.</summary>
    public DateTimeOffset CheckedAt { get; set; }

    /// <summary>Highest level that this copy passed.</summary>
    public VerificationLevel? VerifiedLevel { get; set; }

    public DateTimeOffset? VerifiedAt { get; set; }

    /// <summary>Restored from this copy, and the content was right.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>Cause and cure while it is missing or damaged.</summary>
    public string? Fault { get; set; }

    /// <summary>Until then the store refuses to delete it.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>Marked for deletion, and when that may be carried out.</summary>
    public DateTimeOffset? TombstonedAt { get; set; }

    public DateTimeOffset? DeletableAt { get; set; }
}

/// <summary>Where a copy stands.</summary>
public enum CopyState
{
    /// <summary>Wanted, and not there yet: a sibling will be copied.</summary>
    Missing,
    Present,

    /// <summary>It does not have the bytes of its manifest.</summary>
    Damaged,
    Deleted,
}

internal sealed class BackupMapping : IEntityTypeConfiguration<Backup>
{
    public void Configure(EntityTypeBuilder<Backup> backup)
    {
        backup.ToTable("backup");
        backup.HasOne<BackupPolicy>().WithMany().HasForeignKey(b => b.PolicyId);
        backup.HasIndex(b => new { b.Source, b.ConsistentAt });
        backup.HasIndex(b => new { b.PolicyId, b.ConsistentAt });
        backup.Property(b => b.Source).HasMaxLength(100);
        backup.Property(b => b.SourceKind).HasMaxLength(32);
        backup.Property(b => b.SystemName).HasMaxLength(300);
        backup.Property(b => b.Folder).HasMaxLength(300);
        backup.Property(b => b.ManifestSha256).HasMaxLength(64);
        backup.Property(b => b.VerifiedLevel).HasConversion<string>().HasMaxLength(16);
        backup.HasMany(b => b.Copies).WithOne().HasForeignKey(copy => copy.BackupId);
    }
}

internal sealed class BackupCopyMapping : IEntityTypeConfiguration<BackupCopy>
{
    public void Configure(EntityTypeBuilder<BackupCopy> copy)
    {
        copy.ToTable("backup_copy", table => table.HasCheckConstraint("backup_copy_known_words", "state IN ('Missing', 'Present', 'Damaged', 'Deleted')"));
        copy.HasKey(c => new { c.BackupId, c.StoreId });
        copy.HasOne<StoreRecord>().WithMany().HasForeignKey(c => c.StoreId);
        copy.HasIndex(c => new { c.StoreId, c.State });
        copy.Property(c => c.State).HasConversion<string>().HasMaxLength(16);
        copy.Property(c => c.VerifiedLevel).HasConversion<string>().HasMaxLength(16);
        copy.Property<uint>("Version").IsRowVersion();
    }
}
