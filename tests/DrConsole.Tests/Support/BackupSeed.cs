using System.Text.Json;
using DrConsole.Backups;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Backups.Sources;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Support;

/// <summary>Puts rows about backups into a database as the engine would leave them, for tests of what reads them.</summary>
public sealed class BackupSeed(TestConsole console)
{
    private static readonly SourceSettings Orders = new PostgresSettings("db.example.com", 5432, "backup", ["orders"]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Task<Guid> StoreAsync(string name, string? site = null, string? url = null) => AddAsync(new StoreRecord
    {
        Id = Guid.CreateVersion7(), Name = name, Url = url ?? $"file:///srv/{Uri.EscapeDataString(name)}", Site = site, CreatedAt = DateTimeOffset.UnixEpoch,
    }, store => store.Id);

    public Task<Guid> PolicyAsync(string name, Action<BackupPolicy>? change = null, SourceSettings? settings = null)
    {
        var policy = new BackupPolicy
        {
            Id = Guid.CreateVersion7(), Name = name, Source = name.Replace(' ', '-').ToLowerInvariant(), SystemName = "Orders", Settings = JsonSerializer.Serialize(settings ?? Orders, CanonicalJson.Options),
            Retention = """[{"kind":"daily","count":7}]""", KeyCategory = "customer data", Cron = "0 2 * * *", CreatedAt = DateTimeOffset.UnixEpoch, ScheduledSince = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero), // nothing is late unless a test wants it
        };
        change?.Invoke(policy);
        return AddAsync(policy, row => row.Id);
    }

    public Task<Guid> BackupAsync(Guid? policyId, string source, DateTimeOffset at, IReadOnlyList<(Guid Store, CopyState State)> copies, DateTimeOffset? provenAt = null, Action<Backup>? change = null, string manifest = "{}", long bytes = 1_000_000)
    {
        var id = Guid.CreateVersion7(at);
        var backup = new Backup
        {
            Id = id, PolicyId = policyId, Source = source, SourceKind = "postgres", SystemName = "Orders", Folder = $"drc/v1/b/{source}/{id:N}", ConsistentAt = at, StartedAt = at, CompletedAt = at.AddMinutes(1),
            PlainBytes = bytes, StoredBytes = bytes / 3, Manifest = manifest, ManifestSha256 = new string('a', 64),
            VerifiedLevel = provenAt is null ? VerificationLevel.ReadBack : VerificationLevel.Content, ProvenAt = provenAt,
        };
        backup.Copies.AddRange(copies.Select(copy => new BackupCopy { BackupId = id, StoreId = copy.Store, State = copy.State, CheckedAt = at, Fault = copy.State == CopyState.Damaged ? "A slice has another hash." : null }));
        change?.Invoke(backup);
        return AddAsync(backup, row => row.Id);
    }

    public Task<Guid> RunAsync(Guid policyId, DateTimeOffset at, RunState state, Action<BackupRun>? change = null)
    {
        var run = new BackupRun
        {
            Id = Guid.CreateVersion7(at), PolicyId = policyId, ScheduledFor = at, Trigger = RunTrigger.Schedule, State = state, RequestedByName = "scheduler", StartedAt = at,
            EndedAt = state is RunState.Waiting or RunState.Running ? null : at.AddMinutes(1), Fault = state == RunState.Failed ? "The server refused the password. Enter it again in the policy." : null,
        };
        change?.Invoke(run);
        return AddAsync(run, row => row.Id);
    }

    public Task<Guid> ExaminationAsync(Guid backupId, Guid storeId, DateTimeOffset endedAt, Verdict verdict, params VerificationStep[] steps) => AddAsync(new VerificationRun
    {
        Id = Guid.CreateVersion7(endedAt), BackupId = backupId, StoreId = storeId, Level = VerificationLevel.Content, State = VerificationState.Ended, Verdict = verdict,
        Reached = verdict == Verdict.Pass ? VerificationLevel.Content : VerificationLevel.ReadBack, RequestedAt = endedAt.AddMinutes(-5), StartedAt = endedAt.AddMinutes(-5), EndedAt = endedAt, Reason = "new",
        RequestedByName = "backup engine", Report = JsonSerializer.Serialize(new VerificationReport { Steps = steps }, CanonicalJson.Options),
    }, run => run.Id);

    /// <summary>Adds any row.</summary>
    public async Task<TId> AddAsync<T, TId>(T row, Func<T, TId> id) where T : class
    {
        await using var db = await console.Get<IDbContextFactory<DrDbContext>>().CreateDbContextAsync(Ct);
        db.Add(row);
        await db.SaveChangesAsync(Ct);
        return id(row);
    }
}
