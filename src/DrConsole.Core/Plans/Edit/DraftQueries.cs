using DrConsole.Database;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Edit;

/// <summary>Reads of drafts from PostgreSQL.</summary>
public sealed class DraftQueries(IDbContextFactory<DrDbContext> contexts) : IDraftQueries
{
    private const int NewestEdits = 50;

    /// <inheritdoc/>
    public async Task<DraftSheet?> SheetAsync(Guid draftId, Guid actorId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var draft = await db.PlanDrafts.Where(candidate => candidate.Id == draftId)
            .Select(candidate => new { candidate.PlanId, candidate.Revision, candidate.State, candidate.Document }).SingleOrDefaultAsync(ct);
        if (draft is null)
        {
            return null;
        }

        var edits = await db.PlanDraftEdits.Where(edit => edit.DraftId == draftId && edit.Revision <= draft.Revision).OrderByDescending(edit => edit.Revision).Take(NewestEdits)
            .Select(edit => new DraftEditLine(edit.Id, edit.Revision, edit.At, edit.ActorName, edit.ItemKey, edit.Field, edit.Summary)).ToListAsync(ct);
        return new(draftId, draft.PlanId, draft.Revision, draft.State, PlanDocumentBytes.Read(draft.Document), edits, await DraftLog.OwnAsync(db, draftId, actorId, ct));
    }
}
