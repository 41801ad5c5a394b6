using System.Security.Cryptography;
using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Sources;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Runs;

/// <summary>Gathers from the database what the engine needs for a run: source, stores, keys, the backup before.</summary>
public sealed class RunInputs(
    IDbContextFactory<DrDbContext> contexts, StoreDirectory stores, KeyRing keys, SecretBox secrets, OpenSource openSource, ConsoleOptions console, TimeProvider clock)
{
    private readonly Preflight _preflight = new(contexts, stores);

    /// <summary>The run and its policy.</summary>
    public async Task<(BackupRun Run, BackupPolicy Policy)> ReadAsync(Guid runId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var run = await db.BackupRuns.AsNoTracking().SingleAsync(candidate => candidate.Id == runId, ct);
        return (run, await db.BackupPolicies.AsNoTracking().SingleAsync(policy => policy.Id == run.PolicyId, ct));
    }

    /// <summary>The policy's source, with its secrets opened.</summary>
    public IBackupSource Source(BackupPolicy policy) => openSource(policy.SettingsOf(), new(
        policy.SealedPassword is { } password ? secrets.Open(PolicySecrets.Password(policy.Id), password) : null,
        policy.SealedMaterial is { } material ? secrets.Open(PolicySecrets.Material(policy.Id), material) : null));

    internal Task<PreflightResult> LookAsync(BackupPolicy policy, IBackupSource source, Action<string> say, CancellationToken ct) => _preflight.LookAsync(policy, source, say, ct);

    /// <summary>What signs the manifest; the caller disposes it.</summary>
    public Task<ManifestSigner> SignerAsync(CancellationToken ct) => keys.SignerAsync(ct);

    /// <summary>The engine's order for this attempt.</summary>
    public async Task<BackupRequest> RequestAsync(
        BackupRun run, BackupPolicy policy, Guid backupId, IBackupSource source, IReadOnlyList<Destination> destinations, ManifestSigner signer, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var state = Path.Combine(console.StateFolder, policy.Source);
        Directory.CreateDirectory(state);
        return new()
        {
            BackupId = backupId, RunId = run.Id, Source = policy.Source, SourceKind = policy.SettingsOf().Kind, From = source, Destinations = destinations,
            Recipients = await keys.RecipientsAsync(policy.KeyCategory, ct), KeyCategory = policy.KeyCategory, Signer = signer, StallLimit = TimeSpan.FromMinutes(policy.StallMinutes),
            PolicyId = policy.Id, PolicyName = policy.Name, System = policy.SystemName, LockedUntil = policy.LockDays > 0 ? now.AddDays(policy.LockDays) : null,
            AbandonedBefore = await AbandonedBeforeAsync(policy, now, ct), Previous = await PreviousAsync(policy, ct), StateFolder = state,
            SettingsSha256 = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(policy.SettingsOf()))),
        };
    }

    // Whoever holds the policy's only running run may sweep what earlier ones left, unless a missing copy is just being completed there.
    private async Task<DateTimeOffset?> AbandonedBeforeAsync(BackupPolicy policy, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var completing = await db.BackupCopies.AnyAsync(copy => copy.State == CopyState.Missing && db.Backups.Any(backup => backup.Id == copy.BackupId && backup.Source == policy.Source), ct);
        return completing ? null : now;
    }

    private async Task<Manifest?> PreviousAsync(BackupPolicy policy, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var text = await db.Backups.Where(backup => backup.PolicyId == policy.Id && backup.RemovedAt == null && backup.Copies.Any(copy => copy.State == CopyState.Present))
            .OrderByDescending(backup => backup.ConsistentAt).Select(backup => backup.Manifest).FirstOrDefaultAsync(ct);
        return text is null ? null : JsonSerializer.Deserialize<Manifest>(text, CanonicalJson.Options);
    }
}
