using System.Security.Cryptography;
using DrConsole.Access;
using DrConsole.Audit;
using DrConsole.Database;
using DrConsole.Plans.Schema;
using DrConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Edit;

/// <summary>What came of a change.</summary>
/// <param name="Revision">The draft's revision after it.</param>
/// <param name="Item">Key of the item that was changed or added.</param>
public sealed record DraftEdited(int Revision, string Item);

/// <summary>Changes of a draft, one by one, each of which can be taken back. A change sends a submitted or approved draft back to editing.</summary>
public sealed class DraftCommands(AuditedChanges changes)
{
    /// <summary>Makes a change.</summary>
    /// <exception cref="DraftConflictException">Somebody else changed the same field meanwhile; nothing is overwritten.</exception>
    /// <exception cref="RefusedException">The change does not fit the plan.</exception>
    public Task<DraftEdited> EditAsync(Actor actor, Guid commandId, Guid draftId, DraftChange wanted, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            var draft = await LockAsync(change.Db, draftId, ct);
            try
            {
                return Carry(change, draft, new PlanTree(PlanDocumentBytes.Read(draft.Document)), wanted.Clean(), null);
            }
            catch (FieldTakenException taken)
            {
                throw await ConflictAsync(change.Db, draft, taken, ct);
            }
        }, ct);

    /// <summary>Takes back the actor's own newest change that is not taken back yet.</summary>
    /// <exception cref="RefusedException">There is none, or somebody else changed the same thing since.</exception>
    public Task<DraftEdited> UndoAsync(Actor actor, Guid commandId, Guid draftId, CancellationToken ct) =>
        TakeBackAsync(actor, commandId, draftId, static own => own.Undo, "You have changed nothing here that could be taken back.", ct);

    /// <summary>Makes again what the actor took back last.</summary>
    /// <exception cref="RefusedException">There is nothing, or somebody else changed the same thing since.</exception>
    public Task<DraftEdited> RedoAsync(Actor actor, Guid commandId, Guid draftId, CancellationToken ct) =>
        TakeBackAsync(actor, commandId, draftId, static own => own.Redo, "There is nothing to make again.", ct);

    private Task<DraftEdited> TakeBackAsync(Actor actor, Guid commandId, Guid draftId, Func<OwnUndo, Guid?> choose, string nothing, CancellationToken ct) =>
        changes.ApplyAsync(actor, commandId, Right.EditPlan, async change =>
        {
            var draft = await LockAsync(change.Db, draftId, ct);
            var chosen = choose(await DraftLog.OwnAsync(change.Db, draftId, actor.Id, ct)) ?? throw new RefusedException("nothing_to_undo", nothing);
            var edit = await change.Db.PlanDraftEdits.AsNoTracking().SingleAsync(candidate => candidate.Id == chosen, ct);
            var (undo, tree) = (DraftChange.FromJson(edit.Undo), new PlanTree(PlanDocumentBytes.Read(draft.Document)));
            if (await DraftLog.OvertakenAsync(change.Db, edit, undo, tree, ct) is { } other)
            {
                throw new RefusedException("undo_overtaken", $"{other.ActorName} has changed the same since ({other.Summary}). Taking yours back would undo that too.");
            }

            try
            {
                return Carry(change, draft, tree, undo, edit.Id);
            }
            catch (FieldTakenException)
            {
                throw new RefusedException("undo_overtaken", "The field has been changed again since. Taking this back would undo that too.");
            }
        }, ct);

    private static DraftEdited Carry(Change change, PlanDraft draft, PlanTree tree, DraftChange wanted, Guid? undoOf)
    {
        var deed = DraftWork.Apply(tree, wanted);
        draft.Document = CanonicalJson.Bytes(tree.ToDocument());
        draft.Revision++;
        (draft.ChangedByName, draft.ChangedAt) = (change.Actor.Name, change.At);
        draft.AuthorIds = [.. draft.AuthorIds.Append(change.Actor.Id).Distinct()];
        if (draft.State != DraftState.Editing)
        {
            draft.Reopen();
            change.Signal(Topic.Plans);
        }

        change.Db.PlanDraftEdits.Add(new()
        {
            Id = change.NewId(), DraftId = draft.Id, Revision = draft.Revision, At = change.At, ActorId = change.Actor.Id, ActorName = change.Actor.Name,
            ItemKey = deed.Item, Field = deed.Field, Summary = undoOf is null ? deed.Summary : $"Taken back: {deed.Summary}",
            Change = wanted.ToJson(), Undo = deed.Undo.ToJson(), UndoOf = undoOf,
        });

        // No values and no names: what people's numbers were must not stay for ever. The revision leads to the list of changes.
        change.Record(AuditChain.Console, "plan.draft.edited", new
        {
            draft.PlanId, draftId = draft.Id, draft.Revision, kind = deed.Kind.Name, deed.Field, isUndo = undoOf is not null,
            documentSha256 = Convert.ToHexStringLower(SHA256.HashData(draft.Document)),
        });
        change.Signal(Topic.Draft(draft.Id));
        return new(draft.Revision, deed.Item);
    }

    // Whoever comes second waits here and then sees what the first has done.
    private static async Task<PlanDraft> LockAsync(DrDbContext db, Guid draftId, CancellationToken ct) =>
        await db.PlanDrafts.FromSql($"SELECT *, xmin FROM plan_draft WHERE id = {draftId} FOR UPDATE").SingleOrDefaultAsync(ct) ?? throw new NotFoundException("draft", draftId);

    private static async Task<DraftConflictException> ConflictAsync(DrDbContext db, PlanDraft draft, FieldTakenException taken, CancellationToken ct)
    {
        var (item, field) = (taken.Wanted.Item, taken.Wanted.Field);
        var edit = await db.PlanDraftEdits.AsNoTracking().Where(candidate => candidate.DraftId == draft.Id && candidate.ItemKey == item && candidate.Field == field)
            .OrderByDescending(candidate => candidate.Revision).FirstOrDefaultAsync(ct);
        return new(taken.Wanted, taken.Present, edit?.ActorName ?? draft.ChangedByName, edit?.At ?? draft.ChangedAt);
    }
}
