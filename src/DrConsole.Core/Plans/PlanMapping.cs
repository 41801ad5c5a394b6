using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Plans;

internal sealed class PlanMapping : IEntityTypeConfiguration<Plan>
{
    public void Configure(EntityTypeBuilder<Plan> plan)
    {
        plan.ToTable("plan");
        plan.Property(p => p.Title).HasMaxLength(300);
        plan.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class PlanDraftMapping : IEntityTypeConfiguration<PlanDraft>
{
    public void Configure(EntityTypeBuilder<PlanDraft> draft)
    {
        draft.ToTable("plan_draft");
        draft.HasOne<Plan>().WithMany().HasForeignKey(d => d.PlanId);
        draft.HasIndex(d => d.PlanId).IsUnique(); // a plan has one draft
        draft.Property(d => d.FileName).HasMaxLength(255);
        draft.Property(d => d.CreatedByName).HasMaxLength(200);
    }
}

internal sealed class PlanVersionMapping : IEntityTypeConfiguration<PlanVersion>
{
    public void Configure(EntityTypeBuilder<PlanVersion> version)
    {
        version.ToTable("plan_version");
        version.HasOne<Plan>().WithMany().HasForeignKey(v => v.PlanId);
        version.HasIndex(v => new { v.PlanId, v.Number }).IsUnique();
        version.Property(v => v.Title).HasMaxLength(300);
        version.Property(v => v.FileName).HasMaxLength(255);
        version.Property(v => v.NextReview).HasMaxLength(10);
        version.Property(v => v.PublishedByName).HasMaxLength(200);
    }
}
