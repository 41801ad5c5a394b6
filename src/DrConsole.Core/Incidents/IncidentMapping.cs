using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DrConsole.Incidents;

internal sealed class IncidentMapping : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> incident)
    {
        incident.ToTable("incident", table =>
        {
            table.HasCheckConstraint("incident_resolved_has_time", "(state = 'Resolved') = (resolved_at IS NOT NULL)");
            table.HasCheckConstraint("incident_known_words", "state IN ('Open', 'Resolved') AND kind IN ('Real', 'Drill', 'Test')");
        });
        incident.Property(i => i.Number).UseIdentityAlwaysColumn();
        incident.HasAlternateKey(i => i.Number);
        incident.Property(i => i.Title).HasMaxLength(200);
        incident.Property(i => i.Kind).HasConversion<string>().HasMaxLength(16);
        incident.Property(i => i.State).HasConversion<string>().HasMaxLength(16);
        incident.Property(i => i.DeclaredByName).HasMaxLength(200);
        incident.Property(i => i.ResolvedByName).HasMaxLength(200);
        incident.Property<uint>("Version").IsRowVersion();
        incident.HasOne<Plans.PlanVersion>().WithMany().HasForeignKey(i => i.PlanVersionId);
        incident.HasIndex(i => new { i.DeclaredAt, i.Id }).IsDescending();
        incident.HasMany(i => i.Checklists).WithOne().HasForeignKey(list => list.IncidentId);
        incident.HasMany(i => i.Roles).WithOne().HasForeignKey(role => role.IncidentId);
    }
}

internal sealed class IncidentChecklistMapping : IEntityTypeConfiguration<IncidentChecklist>
{
    public void Configure(EntityTypeBuilder<IncidentChecklist> list)
    {
        list.ToTable("incident_checklist");
        list.Property(l => l.Id).ValueGeneratedNever();
        list.HasMany(l => l.Items).WithOne().HasForeignKey(item => item.ChecklistId);
    }
}

internal sealed class IncidentItemMapping : IEntityTypeConfiguration<IncidentItem>
{
    public void Configure(EntityTypeBuilder<IncidentItem> item)
    {
        item.ToTable("incident_item", table =>
        {
            table.HasCheckConstraint("incident_item_has_reason", "state NOT IN ('Skipped', 'NotApplicable', 'Failed') OR reason IS NOT NULL");
            table.HasCheckConstraint("incident_item_known_words", "state IN ('ToDo', 'Doing', 'Done', 'Failed', 'Skipped', 'NotApplicable')");
        });
        item.Property(i => i.Id).ValueGeneratedNever();
        item.Property(i => i.Commands).HasColumnType("jsonb");
        item.Property(i => i.State).HasConversion<string>().HasMaxLength(16);
        item.Property(i => i.ChangedByName).HasMaxLength(200);
        item.Property<uint>("Version").IsRowVersion();
        item.HasOne<Incident>().WithMany().HasForeignKey(i => i.IncidentId);
    }
}

internal sealed class IncidentRoleMapping : IEntityTypeConfiguration<IncidentRole>
{
    public void Configure(EntityTypeBuilder<IncidentRole> role)
    {
        role.ToTable("incident_role");
        role.HasKey(r => new { r.IncidentId, r.Role });
        role.Property(r => r.Role).HasMaxLength(64);
        role.Property(r => r.PersonName).HasMaxLength(200);
    }
}

internal sealed class IncidentDecisionMapping : IEntityTypeConfiguration<IncidentDecision>
{
    public void Configure(EntityTypeBuilder<IncidentDecision> decision)
    {
        decision.ToTable("incident_decision");
        decision.Property(d => d.Id).ValueGeneratedNever();
        decision.Property(d => d.DecidedByName).HasMaxLength(200);
        decision.HasOne<Incident>().WithMany().HasForeignKey(d => d.IncidentId);
        decision.HasIndex(d => new { d.IncidentId, d.DecidedAt });
    }
}
