using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Retention;

/// <summary>
/// Holds that come and go with real incidents: they show beside the others what an open incident keeps. The freeze itself does not wait for
/// them: retention asks for open incidents each time.
/// </summary>
internal sealed class IncidentHolds(IDbContextFactory<DrDbContext> contexts, AuditedChanges changes, TimeProvider clock)
{
    public async Task FollowAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var (wanted, standing) = (await WantedAsync(db, ct), await StandingAsync(db, ct));
        if (wanted.Keys.ToHashSet().SetEquals(standing.Select(hold => (hold.IncidentId!.Value, hold.SystemName!))))
        {
            return;
        }

        await changes.ApplyAsync(Actor.Engine, Guid.CreateVersion7(clock.GetUtcNow()), Right.RunBackup, change => ChangeAsync(change, ct), ct);
    }

    // Read again inside the transaction, one node at a time: of two that follow at once the second finds it done.
    private static async Task<bool> ChangeAsync(Change change, CancellationToken ct)
    {
        await change.Db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('backup-incident-holds'))", ct);
        var (wanted, standing) = (await WantedAsync(change.Db, ct), await StandingAsync(change.Db, ct));
        var placed = wanted.Where(pair => !standing.Exists(hold => hold.IncidentId == pair.Key.Incident && hold.SystemName == pair.Key.System)).ToList();
        foreach (var (key, reason) in placed)
        {
            change.Db.BackupHolds.Add(new() { Id = change.NewId(), SystemName = key.System, IncidentId = key.Incident, Reason = reason, ByName = change.Actor.Name, At = change.At });
        }

        var released = standing.Where(hold => !wanted.ContainsKey((hold.IncidentId!.Value, hold.SystemName!))).ToList();
        foreach (var hold in released)
        {
            (hold.ReleasedAt, hold.ReleasedByName) = (change.At, change.Actor.Name);
        }

        change.Record(AuditChain.Console, "backup.holds.followed_incidents", new
        {
            placed = placed.Select(pair => new { incidentId = pair.Key.Incident, system = pair.Key.System }), released = released.Select(hold => new { hold.IncidentId, hold.SystemName }),
        });
        change.Signal(Topic.Backups);
        return true;
    }

    private static async Task<Dictionary<(Guid Incident, string System), string>> WantedAsync(DrDbContext db, CancellationToken ct)
    {
        var systems = await db.BackupPolicies.Where(policy => policy.DeletedAt == null && policy.SystemName != null).Select(policy => policy.SystemName!).Distinct().ToListAsync(ct);
        return (await Freezes.OpenAsync(db, ct))
            .SelectMany(incident => systems.Where(incident.Concerns).Select(system => (Key: (incident.Id, system), Reason: $"The incident INC-{incident.Number}, {incident.Title}, is open.")))
            .ToDictionary(pair => pair.Key, pair => pair.Reason);
    }

    private static Task<List<BackupHold>> StandingAsync(DrDbContext db, CancellationToken ct) =>
        db.BackupHolds.Where(hold => hold.IncidentId != null && hold.SystemName != null && hold.ReleasedAt == null).ToListAsync(ct);
}
