using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Review;

/// <summary>Reads of imports from PostgreSQL.</summary>
public sealed class ImportQueries(IDbContextFactory<DrDbContext> contexts) : IImportQueries
{
    /// <inheritdoc/>
    public async Task<PlanImportView?> ImportAsync(Guid importId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.PlanImports.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == importId, ct) is not { } import)
        {
            return null;
        }

        var ground = await PlanGround.FindAsync(db, import.PlanId, ct);
        var title = await db.Plans.Where(plan => plan.Id == import.PlanId).Select(plan => plan.Title).SingleOrDefaultAsync(ct);
        return new(
            import.Id, import.PlanId, title, import.FileNames, import.SourceText, PlanDocumentBytes.Read(import.Document), ImportDecisions.Read(import.Decisions),
            import.Understood, import.Warnings, import.CreatedByName, import.CreatedAt, ground?.Document, ground?.Mark ?? PlanGround.None, ground?.Draft is not null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlanImportRow>> WaitingAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db.PlanImports.OrderByDescending(import => import.CreatedAt)
            .Select(import => new { import.Id, import.PlanId, import.FileNames, import.CreatedByName, import.CreatedAt }).ToListAsync(ct);
        return [.. rows.Select(row => new PlanImportRow(row.Id, row.PlanId, string.Join(", ", row.FileNames), row.CreatedByName, row.CreatedAt))];
    }
}
