using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Stores;

/// <summary>A store that the console knows: where it is, what it was seen to do, and whether it answers.</summary>
public sealed class StoreRecord
{
    public Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Text form of its <see cref="StoreAddress"/>.</summary>
    public required string Url { get; set; }

    /// <summary>A removable medium, which comes and goes.</summary>
    public bool IsRemovable { get; set; }

    /// <summary>Where it stands, in the organisation's words, e.g. <c>Frankfurt</c>; two copies at one site are one fire.</summary>
    public string? Site { get; set; }

    /// <summary>Access key's id for S3; not a secret.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary>Sealed for the purpose <c>store:ID</c>.</summary>
    public string? SealedSecret { get; set; }

    /// <summary><see cref="StoreFacts"/> as JSON; null before the first probe.</summary>
    public string? Facts { get; set; }

    /// <summary>When it last did what was asked.</summary>
    public DateTimeOffset? LastGoodAt { get; set; }

    /// <summary>Cause and cure while it does not.</summary>
    public string? Fault { get; set; }

    public DateTimeOffset? FaultSince { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>No new backups go to it; what it has stays.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}

internal sealed class StoreRecordMapping : IEntityTypeConfiguration<StoreRecord>
{
    public void Configure(EntityTypeBuilder<StoreRecord> store)
    {
        store.ToTable("store");
        store.Property(s => s.Name).HasMaxLength(100);
        store.HasIndex(s => s.Name).IsUnique();
        store.Property(s => s.Url).HasMaxLength(1000);
        store.Property(s => s.Site).HasMaxLength(100);
        store.Property(s => s.AccessKeyId).HasMaxLength(200);
        store.Property(s => s.Facts).HasColumnType("jsonb");
        store.Property<uint>("Version").IsRowVersion();
    }
}
