using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Doctor;

/// <summary>Reads from PostgreSQL.</summary>
public sealed class DoctorQueries(IDbContextFactory<DrDbContext> contexts) : IDoctorQueries
{
    /// <inheritdoc/>
    public async Task<Patient?> DraftAsync(Guid draftId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.PlanDrafts.AsNoTracking().SingleOrDefaultAsync(draft => draft.Id == draftId, ct) is { } found
            ? new(found.PlanId, PlanDocumentBytes.Read(found.Document), found.SourceText, null, await WaiversAsync(db, found.PlanId, ct))
            : null;
    }

    /// <inheritdoc/>
    public async Task<Patient?> VersionAsync(Guid versionId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.PlanVersions.AsNoTracking().SingleOrDefaultAsync(version => version.Id == versionId, ct) is { } found
            ? new(found.PlanId, PlanDocumentBytes.Read(found.Document), found.SourceText, PlanFindings.Read(found.Findings), await WaiversAsync(db, found.PlanId, ct))
            : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, int>> OpenErrorsAsync(DateOnly today, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var current = await db.PlanVersions.Where(version => version.Findings != null && !db.PlanVersions.Any(other => other.PlanId == version.PlanId && other.Number > version.Number))
            .Select(version => new { version.Id, version.PlanId, version.Findings }).ToListAsync(ct);
        var waivers = await db.PlanWaivers.AsNoTracking().Where(waiver => waiver.RevokedAt == null).ToListAsync(ct);
        return current
            .Select(version => (version.Id, Count: Waived.Judge(PlanFindings.Read(version.Findings)?.Findings ?? [], [.. waivers.Where(waiver => waiver.PlanId == version.PlanId)], today)
                .Count(found => !found.IsWaived && found.Finding.Severity == FindingSeverity.Error)))
            .Where(version => version.Count > 0).ToDictionary(version => version.Id, version => version.Count);
    }

    private static async Task<IReadOnlyList<PlanWaiver>> WaiversAsync(DrDbContext db, Guid planId, CancellationToken ct) =>
        await db.PlanWaivers.AsNoTracking().Where(waiver => waiver.PlanId == planId && waiver.RevokedAt == null).OrderByDescending(waiver => waiver.At).ToListAsync(ct);
}
