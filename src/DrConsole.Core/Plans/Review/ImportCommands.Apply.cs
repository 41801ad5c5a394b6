using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Review;

/// <content>The end of an import: it becomes a draft, or goes.</content>
public sealed partial class ImportCommands
{
    /// <summary>Makes the draft, or carries what was taken over into the plan's draft. What nobody decided counts as accepted. Returns the draft's id.</summary>
    /// <param name="ground">What the person saw it compared with: <see cref="PlanImportView.Ground"/>.</param>
    /// <exception cref="StaleException">The plan has changed since; look at the differences again.</exception>
    public Task<Guid> ApplyAsync(Actor actor, Guid commandId, Guid importId, string ground, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            var import = await LockAsync(change.Db, importId, ct);
            if (import.PlanId is { } planId)
            {
                // Of two who begin a draft of one plan at once the second waits here, and then sees the first one's.
                await change.Db.Plans.FromSql($"SELECT *, xmin FROM plan WHERE id = {planId} FOR UPDATE").AsNoTracking().SingleAsync(ct);
            }

            var now = await PlanGround.FindAsync(change.Db, import.PlanId, ct);
            if (!string.Equals(now?.Mark ?? PlanGround.None, ground, StringComparison.Ordinal))
            {
                throw new StaleException();
            }

            var document = ImportOutcome.Of(PlanDocumentBytes.Read(import.Document), import.SourceText, now?.Document, ImportDecisions.Read(import.Decisions));
            var draft = now?.Draft is { } existing ? DraftMaking.Into(existing, change, import, document) : DraftMaking.New(change, import, now, document);
            change.Db.PlanImports.Remove(import);
            change.Record(AuditChain.Console, "plan.imported", new
            {
                draft.PlanId, draftId = draft.Id, importId, title = document.Meta.Title, import.FileNames, import.Understood, draft.Revision, documentSha256 = DraftMaking.Hash(draft.Document),
            });
            change.Signal(Topic.Plans);
            change.Signal(Topic.PlanImport(importId));
            return draft.Id;
        }, ct);
    }

    /// <summary>Drops the import with all that was decided about it.</summary>
    public Task<bool> DiscardAsync(Actor actor, Guid commandId, Guid importId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            var import = await LockAsync(change.Db, importId, ct);
            change.Db.PlanImports.Remove(import);
            change.Record(AuditChain.Console, "plan.import.discarded", new { importId, import.PlanId, import.FileNames, documentSha256 = DraftMaking.Hash(import.Document) });
            change.Signal(Topic.Plans);
            change.Signal(Topic.PlanImport(importId));
            return true;
        }, ct);
    }
}
