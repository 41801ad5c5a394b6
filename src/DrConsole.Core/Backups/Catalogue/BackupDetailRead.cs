using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Backups.Restoring;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Catalogue;

/// <summary>Reads everything about one backup.</summary>
internal static class BackupDetailRead
{
    private const int MostRows = 50;

    public static async Task<BackupDetail?> FindAsync(DrDbContext db, Guid id, CancellationToken ct)
    {
        var rows = await BackupRows.ReadAsync(db, db.Backups.AsNoTracking().Where(backup => backup.Id == id), ct);
        if (rows is not [var row])
        {
            return null;
        }

        var rest = await db.Backups.Where(backup => backup.Id == id).Select(backup => new { backup.Folder, backup.Manifest, backup.ManifestSha256, backup.DependsOn }).SingleAsync(ct);
        return new(
            row, rest.Folder, rest.ManifestSha256, Read<Manifest>(rest.Manifest),
            await BackupRows.ReadAsync(db, db.Backups.AsNoTracking().Where(backup => rest.DependsOn.Contains(backup.Id)).OrderBy(backup => backup.ConsistentAt), ct),
            await ExaminationsAsync(db, id, ct), await RestoresAsync(db, id, ct), await HoldsAsync(db, row, ct),
            await db.DeletionReceipts.Where(receipt => receipt.BackupId == id).OrderBy(receipt => receipt.At).Select(receipt => new ReceiptRow(receipt.StoreId, receipt.At, receipt.Rule, receipt.ByName)).ToListAsync(ct));
    }

    private static async Task<IReadOnlyList<ExaminationRow>> ExaminationsAsync(DrDbContext db, Guid id, CancellationToken ct)
    {
        var found = await db.Verifications.AsNoTracking().Where(run => run.BackupId == id).OrderByDescending(run => run.RequestedAt).Take(MostRows)
            .Join(db.Stores, run => run.StoreId, store => store.Id, (run, store) => new { Run = run, store.Name }).ToListAsync(ct);
        return
        [
            .. found.OrderByDescending(row => row.Run.RequestedAt).Select(row => new ExaminationRow(
                row.Run.Id, row.Run.StoreId, row.Name, row.Run.Level, row.Run.State, row.Run.Verdict, row.Run.Reached, row.Run.RequestedAt, row.Run.StartedAt, row.Run.EndedAt,
                row.Run.Reason, row.Run.RequestedByName, row.Run.Stage, row.Run.Fault, Read<VerificationReport>(row.Run.Report))),
        ];
    }

    private static async Task<IReadOnlyList<RestoreOfBackup>> RestoresAsync(DrDbContext db, Guid id, CancellationToken ct)
    {
        var found = await db.Restores.Where(restore => restore.BackupId == id).OrderByDescending(restore => restore.RequestedAt).Take(MostRows)
            .Select(restore => new { restore.Id, restore.Target, restore.State, restore.RequestedAt, restore.RequestedByName, restore.StartedAt, restore.EndedAt }).ToListAsync(ct);
        return found.ConvertAll(restore => new RestoreOfBackup(
            restore.Id, Read<RestoreTarget>(restore.Target)?.Identity ?? "a target that this console cannot read", restore.State, restore.RequestedAt, restore.RequestedByName, restore.StartedAt, restore.EndedAt));
    }

    private static async Task<IReadOnlyList<HoldRow>> HoldsAsync(DrDbContext db, BackupRow row, CancellationToken ct) =>
        await db.BackupHolds.Where(hold => hold.BackupId == row.Id || (hold.BackupId == null && hold.SystemName == row.SystemName && row.SystemName != null)).OrderByDescending(hold => hold.At).Take(MostRows)
            .Select(hold => new HoldRow(hold.Id, hold.SystemName, hold.IncidentId, hold.Reason, hold.ByName, hold.At, hold.ReleasedAt, hold.ReleasedByName)).ToListAsync(ct);

    // Text from a store is not to be trusted: what cannot be read is shown as unreadable, and breaks no page.
    private static T? Read<T>(string? json) where T : class
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<T>(json, CanonicalJson.Options);
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
