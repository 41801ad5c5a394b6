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
        draft.HasOne<PlanVersion>().WithMany().HasForeignKey(d => d.BaseVersionId);
        draft.Property(d => d.CreatedByName).HasMaxLength(200);
        draft.Property(d => d.ChangedByName).HasMaxLength(200);
        draft.Property(d => d.SubmitNote).HasMaxLength(2000);
        draft.Property(d => d.SubmittedByName).HasMaxLength(200);
        draft.Property(d => d.ApprovedByName).HasMaxLength(200);
        draft.Property(d => d.State).HasConversion<string>().HasMaxLength(16);
        draft.ToTable(table => table.HasCheckConstraint("plan_draft_known_words", "state IN ('Editing', 'Submitted', 'Approved')"));
        draft.ToTable(table => table.HasCheckConstraint("plan_draft_approved_by_somebody", "(state = 'Approved') = (approved_by_id IS NOT NULL)"));
        draft.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class PlanDraftEditMapping : IEntityTypeConfiguration<PlanDraftEdit>
{
    public void Configure(EntityTypeBuilder<PlanDraftEdit> edit)
    {
        edit.ToTable("plan_draft_edit");
        edit.HasOne<PlanDraft>().WithMany().HasForeignKey(e => e.DraftId).OnDelete(DeleteBehavior.Cascade);
        edit.HasIndex(e => new { e.DraftId, e.Revision }).IsUnique();
        edit.Property(e => e.ActorName).HasMaxLength(200);
        edit.Property(e => e.ItemKey).HasMaxLength(300);
        edit.Property(e => e.Field).HasMaxLength(64);
        edit.Property(e => e.Change).HasColumnType("jsonb");
        edit.Property(e => e.Undo).HasColumnType("jsonb");
    }
}

internal sealed class PlanImportMapping : IEntityTypeConfiguration<PlanImport>
{
    public void Configure(EntityTypeBuilder<PlanImport> import)
    {
        import.ToTable("plan_import");
        import.HasOne<Plan>().WithMany().HasForeignKey(i => i.PlanId).OnDelete(DeleteBehavior.Cascade);
        import.Property(i => i.Decisions).HasColumnType("jsonb");
        import.Property(i => i.CreatedByName).HasMaxLength(200);
        import.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class PlanWaiverMapping : IEntityTypeConfiguration<PlanWaiver>
{
    public void Configure(EntityTypeBuilder<PlanWaiver> waiver)
    {
        waiver.ToTable("plan_waiver");
        waiver.HasOne<Plan>().WithMany().HasForeignKey(w => w.PlanId).OnDelete(DeleteBehavior.Cascade);
        waiver.HasIndex(w => w.PlanId);
        waiver.Property(w => w.Rule).HasMaxLength(100);
        waiver.Property(w => w.Subject).HasMaxLength(500);
        waiver.Property(w => w.Reason).HasMaxLength(2000);
        waiver.Property(w => w.ByName).HasMaxLength(200);
        waiver.Property(w => w.RevokedByName).HasMaxLength(200);
        waiver.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> feed)
    {
        feed.ToTable("calendar_feed");
        feed.HasOne<Plan>().WithMany().HasForeignKey(f => f.PlanId).OnDelete(DeleteBehavior.Cascade);
        feed.HasIndex(f => f.SecretHash).IsUnique();
        feed.Property(f => f.RotationKey).HasMaxLength(300);
        feed.Property(f => f.CreatedByName).HasMaxLength(200);
        feed.Property<uint>("Version").IsRowVersion();
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
        version.Property(v => v.SubmittedByName).HasMaxLength(200);
        version.Property(v => v.ApprovedByName).HasMaxLength(200);
        version.Property(v => v.Findings).HasColumnType("jsonb");
    }
}
