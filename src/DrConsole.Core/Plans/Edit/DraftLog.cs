using DrConsole.Database;
using DrConsole.Plans.Schema;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Plans.Edit;

/// <summary>Questions to a draft's list of changes.</summary>
internal static class DraftLog
{
    /// <summary>What somebody can take back and make again.</summary>
    public static async Task<OwnUndo> OwnAsync(DrDbContext db, Guid draftId, Guid actorId, CancellationToken ct) =>
        OwnUndo.Of(await db.PlanDraftEdits.Where(edit => edit.DraftId == draftId && edit.ActorId == actorId).OrderBy(edit => edit.Revision)
            .Select(edit => new OwnEdit(edit.Id, edit.UndoOf, edit.ItemKey == PlanDraftEdit.WholeDraft)).ToListAsync(ct));

    /// <summary>A change that somebody else made since to what an edit's undo would change; null when there is none.</summary>
    public static async Task<PlanDraftEdit?> OvertakenAsync(DrDbContext db, PlanDraftEdit edit, DraftChange undo, PlanTree tree, CancellationToken ct)
    {
        var touched = Touched(undo, tree).ToList();
        var since = await db.PlanDraftEdits.AsNoTracking()
            .Where(other => other.DraftId == edit.DraftId && other.Revision > edit.Revision && other.ActorId != edit.ActorId).OrderByDescending(other => other.Revision).ToListAsync(ct);
        return since.FirstOrDefault(other => touched.Any(place => (place.Item == other.ItemKey || other.ItemKey == PlanDraftEdit.WholeDraft) && (place.Field == "*" || place.Field == other.Field)));
    }

    // The places that a change touches; "*" is an item with all its fields.
    private static IEnumerable<(string Item, string? Field)> Touched(DraftChange change, PlanTree tree) => change switch
    {
        SetField set => [(set.Item, set.Field)],
        SettleConflict settle => [(settle.Item, settle.Field)],
        ReopenConflict reopen => [(reopen.Item, reopen.Field)],
        MoveItem move => [(move.Item, null)],
        RemoveItem remove => Within(remove.Item, tree).Select(key => (key, (string?)"*")),
        SeveralChanges several => several.Changes.SelectMany(part => Touched(part, tree)),
        _ => [],
    };

    private static IEnumerable<string> Within(string key, PlanTree tree) =>
        tree.Nodes.Where(node => node.Place.Parent == key).SelectMany(node => Within(node.Key, tree)).Prepend(key);
}
