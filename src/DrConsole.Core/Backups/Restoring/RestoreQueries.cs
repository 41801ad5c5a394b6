using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Wal;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Restoring;

/// <inheritdoc cref="IRestoreQueries"/>
internal sealed class RestoreQueries(IDbContextFactory<DrDbContext> contexts) : IRestoreQueries
{
    public async Task<IReadOnlyList<RestoreRow>> ListAsync(DateTimeOffset? before, int take, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.Restores.AsNoTracking().Where(restore => before == null || restore.RequestedAt < before)
            .OrderByDescending(restore => restore.RequestedAt).ThenByDescending(restore => restore.Id).Take(take)
            .Join(db.Backups, restore => restore.BackupId, backup => backup.Id, (restore, backup) => new
            {
                restore.Id, restore.BackupId, backup.Source, backup.ConsistentAt, restore.Target, restore.IsDestructive, restore.State, restore.RequestedByName, restore.RequestedAt,
                restore.StartedAt, restore.EndedAt, restore.Fault, restore.IncidentId,
            })
            .OrderByDescending(row => row.RequestedAt).ThenByDescending(row => row.Id)
            .ToListAsync(ct);
        return [.. rows.Select(row => new RestoreRow(
            row.Id, row.BackupId, row.Source, row.ConsistentAt, RestoreTargets.FromJson(row.Target).Identity, row.IsDestructive, row.State, row.RequestedByName, row.RequestedAt,
            row.StartedAt, row.EndedAt, row.Fault, row.IncidentId))];
    }

    public async Task<RestoreReport?> ReadAsync(Guid restoreId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.Restores.AsNoTracking().Where(restore => restore.Id == restoreId)
            .Select(restore => new
            {
                Restore = restore,
                Backup = db.Backups.Where(backup => backup.Id == restore.BackupId).Select(backup => new { backup.Source, backup.SourceKind, backup.ConsistentAt }).First(),
                StoreName = db.Stores.Where(store => store.Id == restore.StoreId).Select(store => store.Name).FirstOrDefault(),
                IncidentTitle = db.Incidents.Where(incident => incident.Id == restore.IncidentId).Select(incident => incident.Title).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(ct);
        return found is { Restore: var r, Backup: var b }
            ? new(
                r.Id, r.BackupId, b.Source, b.SourceKind, b.ConsistentAt, r.StoreId, found.StoreName, RestoreTargets.FromJson(r.Target), r.IsDestructive, r.RequestSha256,
                r.IncidentId, found.IncidentTitle, r.State, r.RequestedById, r.RequestedByName, r.RequestedAt, r.ApprovedByName, r.ApprovedAt,
                r.ApprovalEndsAt, r.StartedAt, r.EndedAt, r.Stage, r.Bytes, r.ExpectedBytes, r.CancelRequestedAt,
                JsonSerializer.Deserialize<VerificationStep[]>(r.Steps, CanonicalJson.Options) ?? [], r.Outcome, r.Fault, r.Log)
            : null;
    }

    public async Task<IReadOnlyList<RestorableRow>> RestorableAsync(string? search, int take, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var whole = db.Backups.AsNoTracking().Where(backup => backup.RemovedAt == null && backup.Copies.Any(copy => copy.State == CopyState.Present));
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = SearchPattern.Containing(search);
            whole = whole.Where(backup => EF.Functions.ILike(backup.Source, pattern, "\\") || EF.Functions.ILike(backup.SystemName!, pattern, "\\"));
        }

        return await whole.OrderByDescending(backup => backup.ConsistentAt).ThenByDescending(backup => backup.Id).Take(take)
            .Select(backup => new RestorableRow(
                backup.Id, backup.Source, backup.SourceKind, backup.SystemName, backup.ConsistentAt, backup.PlainBytes, backup.ProvenAt, backup.Copies.Count(copy => copy.State == CopyState.Present)))
            .ToListAsync(ct);
    }

    public async Task<RestorableBackup?> RestorableAsync(Guid backupId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Backups.AsNoTracking().SingleOrDefaultAsync(backup => backup.Id == backupId && backup.RemovedAt == null, ct) is not { } backup)
        {
            return null;
        }

        var manifest = JsonSerializer.Deserialize<Manifest>(backup.Manifest, CanonicalJson.Options)!;
        return new(
            backup.Id, backup.Source, backup.SourceKind, backup.SystemName, backup.ConsistentAt, backup.PlainBytes, backup.StoredBytes, backup.ProvenAt, manifest.Facts.ServerVersion,
            [.. manifest.Streams.Select(stream => stream.Database).OfType<string>().Distinct(StringComparer.Ordinal)], await CopyChoice.OfAsync(db, backupId, ct))
        {
            Reaches = await RecoveryReach.OfAsync(db, backup, ct),
            Origin = (await db.BackupPolicies.AsNoTracking().SingleOrDefaultAsync(policy => policy.Id == backup.PolicyId && policy.DeletedAt == null, ct))?.SettingsOf(),
        };
    }
}
