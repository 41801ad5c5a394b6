using DrConsole.Backups.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Backups.Runs;

/// <summary>
/// One time that a policy was to be carried out. This table is the truth: the scheduler only wakes. A policy and an instant have one run,
/// and a run belongs to whoever holds its lease with the highest fence.
/// </summary>
public sealed class BackupRun
{
    public Guid Id { get; init; }

    public Guid PolicyId { get; init; }

    /// <summary>The instant at which it was due; for runs on demand the instant of the request.</summary>
    public DateTimeOffset ScheduledFor { get; init; }

    public RunTrigger Trigger { get; init; }

    public RunState State { get; set; }

    /// <summary>1 for the first attempt.</summary>
    public int Attempt { get; set; }

    /// <summary>Node that works on it.</summary>
    public string? LeaseOwner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Grows with each taker; who holds an older one must not commit.</summary>
    public long Fence { get; set; }

    public DateTimeOffset? HeartbeatAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Where it is, in words.</summary>
    public string? Stage { get; set; }

    public long PlainBytes { get; set; }

    public long StoredBytes { get; set; }

    public long? ExpectedBytes { get; set; }

    /// <summary>When bytes last moved.</summary>
    public DateTimeOffset? MovedAt { get; set; }

    /// <summary>Cause and cure, where it failed or is degraded.</summary>
    public string? Fault { get; set; }

    /// <summary>Its log, line by line.</summary>
    public string Log { get; set; } = "";

    public required string RequestedByName { get; init; }

    /// <summary>Somebody asked it to stop.</summary>
    public DateTimeOffset? CancelRequestedAt { get; set; }

    public string? CancelledByName { get; set; }

    /// <summary>Instants that were missed before it and that it makes good.</summary>
    public DateTimeOffset[] CatchesUp { get; set; } = [];

    /// <summary>The backup that it made; also its id in the stores, chosen before the first byte.</summary>
    public Guid? BackupId { get; set; }
}

/// <summary>What set a run off.</summary>
public enum RunTrigger
{
    Schedule,

    /// <summary>One run for all that were missed.</summary>
    CatchUp,
    Demand,
    Api,
    Change,
}

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>Due, and nobody has taken it yet.</summary>
    Waiting,
    Running,

    /// <summary>Every destination has its copy, and the manifest is in all of them.</summary>
    Succeeded,

    /// <summary>At least one destination has it whole and at least one lacks it.</summary>
    Degraded,
    Failed,

    /// <summary>Its process died; it is tried again once.</summary>
    Interrupted,
    Cancelled,

    /// <summary>It was due and did not run; a later run makes it good.</summary>
    Missed,
}

internal sealed class BackupRunMapping : IEntityTypeConfiguration<BackupRun>
{
    public void Configure(EntityTypeBuilder<BackupRun> run)
    {
        run.ToTable("backup_run", table => table.HasCheckConstraint(
            "backup_run_known_words", "state IN ('Waiting', 'Running', 'Succeeded', 'Degraded', 'Failed', 'Interrupted', 'Cancelled', 'Missed')"));
        run.HasOne<BackupPolicy>().WithMany().HasForeignKey(r => r.PolicyId);
        run.HasIndex(r => new { r.PolicyId, r.ScheduledFor }).IsUnique();
        run.HasIndex(r => new { r.State, r.LeaseUntil });

        // Two nodes that take two runs of one policy at the same instant: the slower is refused here.
        run.HasIndex(r => r.PolicyId).IsUnique().HasFilter("state = 'Running'").HasDatabaseName("backup_run_one_at_a_time");
        run.HasIndex(r => r.ScheduledFor).IsDescending();
        run.Property(r => r.Trigger).HasConversion<string>().HasMaxLength(16);
        run.Property(r => r.State).HasConversion<string>().HasMaxLength(16);
        run.Property(r => r.LeaseOwner).HasMaxLength(200);
        run.Property(r => r.Stage).HasMaxLength(300);
        run.Property(r => r.RequestedByName).HasMaxLength(200);
        run.Property(r => r.CancelledByName).HasMaxLength(200);
    }
}
