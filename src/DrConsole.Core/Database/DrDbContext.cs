using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Incidents;
using DrConsole.Plans;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Database;

/// <summary>The console's database. Reads may use it directly; writes go through <see cref="AuditedChanges"/>.</summary>
public sealed class DrDbContext(DbContextOptions<DrDbContext> options) : DbContext(options)
{
    public DbSet<ConsoleUser> Users => Set<ConsoleUser>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<AuditChain> AuditChains => Set<AuditChain>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<CommandReceipt> CommandReceipts => Set<CommandReceipt>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<Plan> Plans => Set<Plan>();

    public DbSet<PlanDraft> PlanDrafts => Set<PlanDraft>();

    public DbSet<PlanDraftEdit> PlanDraftEdits => Set<PlanDraftEdit>();

    public DbSet<PlanImport> PlanImports => Set<PlanImport>();

    public DbSet<PlanVersion> PlanVersions => Set<PlanVersion>();

    public DbSet<PlanWaiver> PlanWaivers => Set<PlanWaiver>();

    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    public DbSet<ConsoleSetting> Settings => Set<ConsoleSetting>();

    public DbSet<Incident> Incidents => Set<Incident>();

    public DbSet<IncidentItem> IncidentItems => Set<IncidentItem>();

    public DbSet<IncidentDecision> IncidentDecisions => Set<IncidentDecision>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DrDbContext).Assembly);
        modelBuilder.UseSnakeCase();
    }
}
