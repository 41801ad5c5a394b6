using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Backups.Retention;

/// <summary>Keeps a backup, or all backups of a system, until it is released: for law, or for an open incident.</summary>
public sealed class BackupHold
{
    public Guid Id { get; init; }

    public Guid? BackupId { get; init; }

    public string? SystemName { get; init; }

    public Guid? IncidentId { get; init; }

    public required string Reason { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    public DateTimeOffset? ReleasedAt { get; set; }

    public string? ReleasedByName { get; set; }
}

/// <summary>A removed copy: by which rule, and which proven backups survive it. Append-only; also a signed note in the store.</summary>
public sealed class DeletionReceipt
{
    public Guid Id { get; init; }

    public Guid BackupId { get; init; }

    public Guid StoreId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Why nothing kept it, in words.</summary>
    public required string Rule { get; init; }

    /// <summary>Proven backups of the same source that remain in the same store.</summary>
    public Guid[] Survivors { get; init; } = [];

    public required string ByName { get; init; }
}

internal sealed class BackupHoldMapping : IEntityTypeConfiguration<BackupHold>
{
    public void Configure(EntityTypeBuilder<BackupHold> hold)
    {
        hold.ToTable("backup_hold", table => table.HasCheckConstraint("backup_hold_of_something", "backup_id IS NOT NULL OR system_name IS NOT NULL"));
        hold.HasOne<Backup>().WithMany().HasForeignKey(h => h.BackupId);
        hold.HasIndex(h => h.ReleasedAt);
        hold.Property(h => h.SystemName).HasMaxLength(300);
        hold.Property(h => h.Reason).HasMaxLength(2000);
        hold.Property(h => h.ByName).HasMaxLength(200);
        hold.Property(h => h.ReleasedByName).HasMaxLength(200);
        hold.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class DeletionReceiptMapping : IEntityTypeConfiguration<DeletionReceipt>
{
    public void Configure(EntityTypeBuilder<DeletionReceipt> receipt)
    {
        receipt.ToTable("deletion_receipt");
        receipt.HasIndex(r => r.BackupId);
        receipt.HasIndex(r => r.At);
        receipt.Property(r => r.Rule).HasMaxLength(1000);
        receipt.Property(r => r.ByName).HasMaxLength(200);
    }
}
