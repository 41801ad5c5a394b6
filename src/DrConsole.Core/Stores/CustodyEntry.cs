using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Stores;

/// <summary>A line of a removable medium's custody log: who had which disk where. Append-only.</summary>
public sealed class CustodyEntry
{
    public Guid Id { get; init; }

    public Guid StoreId { get; init; }

    /// <summary>The medium's label.</summary>
    public required string Label { get; init; }

    public CustodyAct Act { get; init; }

    /// <summary>Where it was taken to, or found.</summary>
    public string? Place { get; init; }

    public string? Remark { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>What happened to a medium.</summary>
public enum CustodyAct
{
    /// <summary>Its label was written.</summary>
    Labelled,
    Attached,

    /// <summary>Taken out, to be carried to its place.</summary>
    Detached,

    /// <summary>Arrived at its place.</summary>
    Stored,
    Inspected,
    Destroyed,
}

internal sealed class CustodyEntryMapping : IEntityTypeConfiguration<CustodyEntry>
{
    public void Configure(EntityTypeBuilder<CustodyEntry> entry)
    {
        entry.ToTable("custody_entry");
        entry.HasOne<StoreRecord>().WithMany().HasForeignKey(e => e.StoreId);
        entry.HasIndex(e => new { e.StoreId, e.At });
        entry.Property(e => e.Label).HasMaxLength(100);
        entry.Property(e => e.Act).HasConversion<string>().HasMaxLength(16);
        entry.Property(e => e.Place).HasMaxLength(200);
        entry.Property(e => e.Remark).HasMaxLength(2000);
        entry.Property(e => e.ByName).HasMaxLength(200);
    }
}
