using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Alarms;

/// <summary>Something that is wrong until it is right again. Of one kind and subject at most one is open.</summary>
public sealed class Alarm
{
    public Guid Id { get; init; }

    public AlarmKind Kind { get; init; }

    /// <summary>Id of the policy, store, backup or node that it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>What is wrong, with cause and cure.</summary>
    public required string Text { get; set; }

    public DateTimeOffset RaisedAt { get; init; }

    /// <summary>When it was last seen to be wrong.</summary>
    public DateTimeOffset SeenAt { get; set; }

    public DateTimeOffset? ClearedAt { get; set; }
}

/// <summary>Kinds of alarms of the backup engine.</summary>
public enum AlarmKind
{
    BackupFailed,

    /// <summary>It was due and did not run.</summary>
    BackupLate,
    BackupDegraded,
    SizeAnomaly,
    VerificationFailed,

    /// <summary>No restore has proved it for too long.</summary>
    NotProven,
    StoreUnreachable,
    ObjectiveBreached,
    WalGap,
    WalSilent,
    ClockSkew,
    SchedulerSilent,

    /// <summary>Nobody has proved to hold the escrow identity for too long.</summary>
    EscrowUnproven,
    RetentionStopped,
    MediumMissing,

    /// <summary>A store was seen to be where the data of a policy must not lie.</summary>
    ResidencyViolated,

    /// <summary>A restore that died left something in its target that a person has to look at.</summary>
    RestoreUnfinished,

    /// <summary>A journal of what was done while the database was away cannot be read.</summary>
    JournalUnreadable,
}

internal sealed class AlarmMapping : IEntityTypeConfiguration<Alarm>
{
    public void Configure(EntityTypeBuilder<Alarm> alarm)
    {
        alarm.ToTable("alarm");
        alarm.Property(a => a.Kind).HasConversion<string>().HasMaxLength(32);
        alarm.Property(a => a.Subject).HasMaxLength(200);
        alarm.Property(a => a.Text).HasMaxLength(4000);
        alarm.HasIndex(a => new { a.Kind, a.Subject }).IsUnique().HasFilter("cleared_at IS NULL").HasDatabaseName("alarm_open");
        alarm.HasIndex(a => a.RaisedAt).IsDescending();
    }
}
