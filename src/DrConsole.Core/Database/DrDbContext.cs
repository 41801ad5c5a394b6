using DrConsole.Access;
using DrConsole.Alarms;
using DrConsole.Audit;
using DrConsole.Backups;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Retention;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Wal;
using DrConsole.Incidents;
using DrConsole.Nodes;
using DrConsole.Plans;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

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

    public DbSet<StoreRecord> Stores => Set<StoreRecord>();

    public DbSet<CustodyEntry> CustodyEntries => Set<CustodyEntry>();

    public DbSet<EncryptionKey> EncryptionKeys => Set<EncryptionKey>();

    public DbSet<BackupPolicy> BackupPolicies => Set<BackupPolicy>();

    public DbSet<BackupRun> BackupRuns => Set<BackupRun>();

    public DbSet<Backup> Backups => Set<Backup>();

    public DbSet<BackupCopy> BackupCopies => Set<BackupCopy>();

    public DbSet<VerificationRun> Verifications => Set<VerificationRun>();

    public DbSet<RestoreRun> Restores => Set<RestoreRun>();

    public DbSet<BackupHold> BackupHolds => Set<BackupHold>();

    public DbSet<DeletionReceipt> DeletionReceipts => Set<DeletionReceipt>();

    public DbSet<WalSegment> WalSegments => Set<WalSegment>();

    public DbSet<Alarm> Alarms => Set<Alarm>();

    public DbSet<ConsoleNode> Nodes => Set<ConsoleNode>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DrDbContext).Assembly);
        modelBuilder.UseSnakeCase();
    }
}
