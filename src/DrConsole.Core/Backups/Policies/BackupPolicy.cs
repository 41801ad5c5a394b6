using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Backups.Policies;

/// <summary>What is backed up, when, where to, for how long, under which key, and how it is proved. The plan says what was promised; this is what is done.</summary>
public sealed class BackupPolicy
{
    public Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Name in the keys of the stores; never changes, so that all backups of a source lie together.</summary>
    public required string Source { get; init; }

    /// <summary>Name of the protected system in the plan.</summary>
    public string? SystemName { get; set; }

    /// <summary>Key of the plan's backup policy that this one carries out.</summary>
    public string? PlanItemKey { get; set; }

    /// <summary><see cref="Sources.SourceSettings"/> as JSON.</summary>
    public required string Settings { get; set; }

    /// <summary>Password and material, each sealed for the purpose <c>policy:ID:password</c> or <c>policy:ID:material</c>.</summary>
    public string? SealedPassword { get; set; }

    public string? SealedMaterial { get; set; }

    /// <summary>Five-field cron expression; null runs on demand and on change only.</summary>
    public string? Cron { get; set; }

    /// <summary>IANA name of the zone of <see cref="Cron"/> and of the blackouts.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>Times of day at which no run starts, as JSON list of <see cref="Blackout"/>.</summary>
    public string Blackouts { get; set; } = "[]";

    /// <summary>Seconds after the scheduled instant at which it really starts: stable per policy, so that not all start at once.</summary>
    public int OffsetSeconds { get; set; }

    /// <summary>A run that takes longer is ended and failed.</summary>
    public int CeilingMinutes { get; set; } = 360;

    /// <summary>A run that moves no byte for so long is ended and failed.</summary>
    public int StallMinutes { get; set; } = 10;

    /// <summary>For sources that are watched: starts this long after the last change; null does not watch.</summary>
    public int? OnChangeSeconds { get; set; }

    /// <summary>The plan's kind of rules, as JSON; a backup is kept while any of them keeps it.</summary>
    public required string Retention { get; set; }

    /// <summary>Data category: chooses the encryption key.</summary>
    public required string KeyCategory { get; set; }

    /// <summary>Stores that get a copy.</summary>
    public Guid[] StoreIds { get; set; } = [];

    /// <summary>Regions in which copies may lie, as the stores' probes name them; empty is anywhere.</summary>
    public string[] AllowedRegions { get; set; } = [];

    /// <summary>Days of object lock on what is written; 0 is none.</summary>
    public int LockDays { get; set; }

    /// <summary>Level that each new backup must reach at once.</summary>
    public VerificationLevel VerifyLevel { get; set; } = VerificationLevel.ReadBack;

    /// <summary>Longest time between two restore tests; null is none, and such a policy is never proven.</summary>
    public double? RestoreTestDays { get; set; }

    /// <summary>The administrator's own checks of a restored copy, as JSON list of <see cref="ContentCheck"/>.</summary>
    public string Checks { get; set; } = "[]";

    /// <summary>Objectives in minutes, from the plan or set here; null is none.</summary>
    public double? RpoMinutes { get; set; }

    public double? RtoMinutes { get; set; }

    public bool IsEnabled { get; set; } = true;

    /// <summary>Made by the console for itself; cannot be deleted.</summary>
    public bool IsOwn { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Runs that were due before this instant are nobody's fault: the policy or its schedule is younger.</summary>
    public DateTimeOffset ScheduledSince { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }
}

/// <summary>A time of day, every day or on some days, at which no run starts.</summary>
/// <param name="From">Local <c>HH:mm</c>.</param>
/// <param name="To">Local <c>HH:mm</c>; before <paramref name="From"/> it ends on the next day.</param>
/// <param name="Days">Days of the week on which it begins; empty is all.</param>
public sealed record Blackout(string From, string To, IReadOnlyList<DayOfWeek> Days);

/// <summary>A check of a restored database by SQL.</summary>
/// <param name="Sql">One query; runs read-only in the restored copy.</param>
/// <param name="Expected">Text of the first value of the first row, or null when any row will do.</param>
public sealed record ContentCheck(string Name, string? Database, string Sql, string? Expected);

internal sealed class BackupPolicyMapping : IEntityTypeConfiguration<BackupPolicy>
{
    public void Configure(EntityTypeBuilder<BackupPolicy> policy)
    {
        policy.ToTable("backup_policy");
        policy.Property(p => p.Name).HasMaxLength(200);
        policy.Property(p => p.Source).HasMaxLength(100);
        policy.HasIndex(p => p.Source).IsUnique();
        policy.Property(p => p.SystemName).HasMaxLength(300);
        policy.Property(p => p.PlanItemKey).HasMaxLength(300);
        policy.Property(p => p.Settings).HasColumnType("jsonb");
        policy.Property(p => p.Blackouts).HasColumnType("jsonb");
        policy.Property(p => p.Retention).HasColumnType("jsonb");
        policy.Property(p => p.Checks).HasColumnType("jsonb");
        policy.Property(p => p.Cron).HasMaxLength(200);
        policy.Property(p => p.Zone).HasMaxLength(100);
        policy.Property(p => p.KeyCategory).HasMaxLength(100);
        policy.Property(p => p.VerifyLevel).HasConversion<string>().HasMaxLength(16);
        policy.Property<uint>("Version").IsRowVersion();
    }
}
