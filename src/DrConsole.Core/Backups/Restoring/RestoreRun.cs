using DrConsole.Incidents;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Backups.Restoring;

/// <summary>A restore that somebody asked for: into what, who agreed, how far it is, how long it took.</summary>
public sealed class RestoreRun
{
    public Guid Id { get; init; }

    public Guid BackupId { get; init; }

    /// <summary>The copy that is read; null chooses the best one at the start.</summary>
    public Guid? StoreId { get; set; }

    /// <summary><see cref="RestoreTarget"/> as JSON.</summary>
    public required string Target { get; init; }

    /// <summary>The target's password, sealed for the purpose <c>restore:ID</c>; removed when it has ended.</summary>
    public string? SealedPassword { get; set; }

    /// <summary>Overwrites something; needs a second person.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>SHA-256 (hex) over backup, target and options: an approval holds for exactly this.</summary>
    public required string RequestSha256 { get; init; }

    public Guid? IncidentId { get; init; }

    public RestoreState State { get; set; }

    public Guid RequestedById { get; init; }

    public required string RequestedByName { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public Guid? ApprovedById { get; set; }

    public string? ApprovedByName { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>An approval that nobody used by then is worth nothing.</summary>
    public DateTimeOffset? ApprovalEndsAt { get; set; }

    public string? LeaseOwner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public long Fence { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? Stage { get; set; }

    public long Bytes { get; set; }

    public long? ExpectedBytes { get; set; }

    public DateTimeOffset? CancelRequestedAt { get; set; }

    /// <summary>Measured parts, as JSON list of <see cref="Verification.VerificationStep"/>.</summary>
    public string Steps { get; set; } = "[]";

    /// <summary>What was compared with the backup's fingerprints, in words.</summary>
    public string? Outcome { get; set; }

    public string? Fault { get; set; }

    public string Log { get; set; } = "";
}

/// <summary>Where a restore stands.</summary>
public enum RestoreState
{
    /// <summary>Waits for a second person.</summary>
    Proposed,

    /// <summary>May start.</summary>
    Waiting,
    Running,

    /// <summary>Restored, and the content compared where that can be done.</summary>
    Succeeded,

    /// <summary>The target must not be used.</summary>
    Failed,

    /// <summary>Its process died; the target must not be used.</summary>
    Interrupted,
    Cancelled,
    Refused,
}

internal sealed class RestoreRunMapping : IEntityTypeConfiguration<RestoreRun>
{
    public void Configure(EntityTypeBuilder<RestoreRun> restore)
    {
        restore.ToTable("restore", table => table.HasCheckConstraint(
            "restore_second_person", "NOT is_destructive OR state IN ('Proposed', 'Refused', 'Cancelled') OR (approved_by_id IS NOT NULL AND approved_by_id <> requested_by_id)"));
        restore.HasOne<Backup>().WithMany().HasForeignKey(r => r.BackupId);
        restore.HasOne<StoreRecord>().WithMany().HasForeignKey(r => r.StoreId);
        restore.HasOne<Incident>().WithMany().HasForeignKey(r => r.IncidentId);
        restore.HasIndex(r => r.RequestedAt).IsDescending();
        restore.HasIndex(r => new { r.State, r.LeaseUntil });
        restore.Property(r => r.Target).HasColumnType("jsonb");
        restore.Property(r => r.RequestSha256).HasMaxLength(64);
        restore.Property(r => r.State).HasConversion<string>().HasMaxLength(16);
        restore.Property(r => r.RequestedByName).HasMaxLength(200);
        restore.Property(r => r.ApprovedByName).HasMaxLength(200);
        restore.Property(r => r.LeaseOwner).HasMaxLength(200);
        restore.Property(r => r.Stage).HasMaxLength(300);
        restore.Property(r => r.Steps).HasColumnType("jsonb");
        restore.Property<uint>("Version").IsRowVersion();
    }
}
