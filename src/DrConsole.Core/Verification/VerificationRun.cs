using DrConsole.Backups;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Verification;

/// <summary>One examination of one copy of a backup. Its result is also a signed record in the store.</summary>
public sealed class VerificationRun
{
    public Guid Id { get; init; }

    public Guid BackupId { get; init; }

    public Guid StoreId { get; init; }

    /// <summary>The level that is asked for; the levels below are passed on the way.</summary>
    public VerificationLevel Level { get; init; }

    public VerificationState State { get; set; }

    public Verdict? Verdict { get; set; }

    /// <summary>Highest level that was passed.</summary>
    public VerificationLevel? Reached { get; set; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Why this backup: <c>new</c>, <c>random</c>, <c>on demand</c>, <c>quarterly cold storage</c>.</summary>
    public required string Reason { get; init; }

    public required string RequestedByName { get; init; }

    public string? LeaseOwner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public long Fence { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? Stage { get; set; }

    /// <summary>What was examined and found, as JSON of <see cref="VerificationReport"/>.</summary>
    public string? Report { get; set; }

    /// <summary>Cause and cure where it did not pass.</summary>
    public string? Fault { get; set; }
}

/// <summary>How thoroughly a backup is examined; each level includes those before it.</summary>
public enum VerificationLevel
{
    /// <summary>V0: listed, sizes match, the manifest's signature is good.</summary>
    Exists,

    /// <summary>V1: read back, hashed, decrypted, decompressed.</summary>
    ReadBack,

    /// <summary>V2: the tool that restores it can read its structure.</summary>
    Structure,

    /// <summary>V3: restored into a scratch server.</summary>
    Restored,

    /// <summary>V4: the restored content is exactly that of the backup's instant, and the administrator's checks hold.</summary>
    Content,
}

/// <summary>Outcome of an examination. "Not verifiable here" is neither a pass nor a failure of the backup.</summary>
public enum Verdict
{
    Pass,
    Fail,
    NotVerifiableHere,
}

/// <summary>Where an examination stands.</summary>
public enum VerificationState
{
    Waiting,
    Running,
    Ended,
}

/// <summary>What an examination did and found.</summary>
public sealed record VerificationReport
{
    public IReadOnlyList<VerificationStep> Steps { get; init; } = [];

    /// <summary>Programs that took part, with their versions.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>What kept the programs that read the backup from doing anything else, and which of these protections this machine lacks.</summary>
    public IReadOnlyList<string> Protections { get; init; } = [];

    public long BytesRead { get; init; }

    public int TablesCompared { get; init; }

    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>What the administrator should know beside the verdict.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>A part of an examination, or of a restore, that was measured by itself.</summary>
/// <param name="Name">E.g. <c>fetch and decrypt</c>, <c>restore</c>, <c>compare</c>.</param>
public sealed record VerificationStep(string Name, double Seconds, string Result);

internal sealed class VerificationRunMapping : IEntityTypeConfiguration<VerificationRun>
{
    public void Configure(EntityTypeBuilder<VerificationRun> run)
    {
        run.ToTable("verification", table => table.HasCheckConstraint("verification_ended_has_verdict", "(state = 'Ended') = (verdict IS NOT NULL)"));
        run.HasOne<Backup>().WithMany().HasForeignKey(r => r.BackupId);
        run.HasOne<StoreRecord>().WithMany().HasForeignKey(r => r.StoreId);
        run.HasIndex(r => new { r.BackupId, r.RequestedAt });
        run.HasIndex(r => new { r.State, r.LeaseUntil });
        run.HasIndex(r => r.RequestedAt).IsDescending();
        run.Property(r => r.Level).HasConversion<string>().HasMaxLength(16);
        run.Property(r => r.State).HasConversion<string>().HasMaxLength(16);
        run.Property(r => r.Verdict).HasConversion<string>().HasMaxLength(20);
        run.Property(r => r.Reached).HasConversion<string>().HasMaxLength(16);
        run.Property(r => r.Reason).HasMaxLength(100);
        run.Property(r => r.RequestedByName).HasMaxLength(200);
        run.Property(r => r.LeaseOwner).HasMaxLength(200);
        run.Property(r => r.Stage).HasMaxLength(300);
        run.Property(r => r.Report).HasColumnType("jsonb");
    }
}
