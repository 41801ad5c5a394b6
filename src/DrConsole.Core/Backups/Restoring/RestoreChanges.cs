using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Backups.Restoring;

/// <summary>What all changes of restores share.</summary>
internal static class RestoreChanges
{
    /// <summary>What a restore's secret is sealed for.</summary>
    public static string PurposeOf(Guid restoreId) => $"restore:{restoreId}";

    /// <summary>Changes of one restore queue on its row.</summary>
    public static async Task<RestoreRun> LockAsync(Change change, Guid restoreId, CancellationToken ct) =>
        await change.Db.Restores.FromSql($"SELECT *, xmin FROM restore WHERE id = {restoreId} FOR UPDATE").SingleOrDefaultAsync(ct)
        ?? throw new NotFoundException("restore", restoreId);

    /// <summary>Ends a restore that never began, or whose end is known. Its secret goes.</summary>
    public static void End(RestoreRun restore, RestoreState state, string? fault, DateTimeOffset at) =>
        (restore.State, restore.Fault, restore.EndedAt, restore.SealedPassword) = (state, fault ?? restore.Fault, at, null);

    /// <summary>Says in the console's chain, and in its incident's timeline where it belongs to one, what became of a restore.</summary>
    /// <param name="action">E.g. <c>requested</c>.</param>
    public static void Record(Change change, RestoreRun restore, string action, object? more = null)
    {
        var target = RestoreTargets.FromJson(restore.Target);
        var data = new
        {
            restoreId = restore.Id, restore.BackupId, target = target.Identity, targetKind = RestoreTargets.KindOf(target), restore.IsDestructive, restore.RequestSha256, restore.IncidentId,
            requestedBy = restore.RequestedByName, approvedBy = restore.ApprovedByName, restore.Fault, restore.Outcome, more,
        };
        change.Record(AuditChain.Console, $"backups.restore.{action}", data);
        change.Signal(Topic.Restore(restore.Id));
        change.Signal(Topic.Backups);
        if (restore.IncidentId is { } incident)
        {
            change.Record(AuditChain.Incident(incident), $"incident.restore.{action}", data);
            change.Signal(Topic.Incident(incident));
            change.Signal(Topic.Incidents);
        }
    }

    /// <summary>A restore begins only in an incident that is open; that it ended may be said later.</summary>
    public static async Task EnsureIncidentOpenAsync(Change change, Guid incidentId, CancellationToken ct)
    {
        var incident = await change.Db.Incidents.FromSql($"SELECT *, xmin FROM incident WHERE id = {incidentId} FOR UPDATE").SingleOrDefaultAsync(ct)
            ?? throw new NotFoundException("incident", incidentId);
        incident.EnsureOpen();
    }
}
