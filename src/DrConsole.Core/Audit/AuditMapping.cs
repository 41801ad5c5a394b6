using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Audit;

internal sealed class AuditChainMapping : IEntityTypeConfiguration<AuditChain>
{
    public void Configure(EntityTypeBuilder<AuditChain> chain)
    {
        chain.ToTable("audit_chain");
        chain.Property(c => c.Id).HasMaxLength(64);
    }
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit_entry");
        entry.HasKey(e => new { e.Chain, e.Sequence });
        entry.Property(e => e.Chain).HasMaxLength(64);
        entry.Property(e => e.ActorKind).HasMaxLength(16);
        entry.Property(e => e.ActorName).HasMaxLength(200);
        entry.Property(e => e.Action).HasMaxLength(64);
        entry.HasIndex(e => e.Id).IsUnique();
        entry.HasIndex(e => new { e.RecordedAt, e.Chain, e.Sequence }).HasDatabaseName("audit_entry_recorded_at");
    }
}
