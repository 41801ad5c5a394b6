using DrConsole.Backups.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Backups.Wal;

/// <summary>A shipped piece of a cluster's write-ahead log: a cache of what lies in the stores.</summary>
public sealed class WalSegment
{
    public Guid PolicyId { get; init; }

    /// <summary>PostgreSQL's file name, e.g. <c>000000010000000000000042</c>, with <c>.partial</c> or <c>.history</c> where it is one.</summary>
    public required string Name { get; init; }

    public required string SystemIdentifier { get; init; }

    public int Timeline { get; init; }

    public DateTimeOffset ShippedAt { get; set; }

    /// <summary>Everything committed before this instant is in this segment or an earlier one.</summary>
    public DateTimeOffset CoversUntil { get; set; }

    public long StoredBytes { get; set; }

    /// <summary>Stores that have it.</summary>
    public Guid[] StoreIds { get; set; } = [];
}

internal sealed class WalSegmentMapping : IEntityTypeConfiguration<WalSegment>
{
    public void Configure(EntityTypeBuilder<WalSegment> segment)
    {
        segment.ToTable("wal_segment");
        segment.HasKey(s => new { s.PolicyId, s.SystemIdentifier, s.Name });
        segment.HasOne<BackupPolicy>().WithMany().HasForeignKey(s => s.PolicyId);
        segment.HasIndex(s => new { s.PolicyId, s.ShippedAt });
        segment.Property(s => s.Name).HasMaxLength(64);
        segment.Property(s => s.SystemIdentifier).HasMaxLength(32);
    }
}
