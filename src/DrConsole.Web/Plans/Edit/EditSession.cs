using System.Text.Json.Nodes;
using DrConsole.Access;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using DrConsole.Platform;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans.Edit;

/// <summary>
/// One person at one draft: the draft as it was read last, and over it what this person entered and the database does not have yet.
/// </summary>
public sealed class EditSession(Guid draftId, Actor actor, DraftCommands commands, LiveFeed feed, PlanShelf shelf, TimeProvider clock, CancellationToken left)
{
    private readonly Dictionary<(string Item, string Field), FieldEdit> _edits = [];
    private Task _lastInTurn = Task.CompletedTask;

    public Guid DraftId => draftId;

    /// <summary>The draft as it was read last; null before.</summary>
    public DraftSheet? Sheet { get; private set; }

    /// <summary>Its items.</summary>
    public PlanTree? Tree { get; private set; }

    /// <summary>Adding, removing, moving, taking back: one at a time.</summary>
    public Saving Whole { get; } = new(clock, left);

    /// <summary>Changes that are neither saved nor on their way.</summary>
    public IEnumerable<FieldEdit> Stuck => _edits.Values.Where(edit => edit.IsStuck);

    /// <summary>Takes a newer reading of the draft; an older one is left aside.</summary>
    public void Show(DraftSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        if (Sheet is not null && sheet.Revision < Sheet.Revision)
        {
            return;
        }

        (Sheet, Tree) = (sheet, new PlanTree(sheet.Document));
        foreach (var edit in _edits.Values.Where(edit => edit.SavedAs <= sheet.Revision && !edit.Saving.IsBusy))
        {
            edit.IsSettled = true;
        }
    }

    /// <summary>An item's fields as this person sees them: what they entered stands over what the draft has.</summary>
    public JsonObject Shown(PlanNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var shown = (JsonObject)node.Json.DeepClone();
        foreach (var edit in _edits.Values.Where(edit => edit.Wanted.Item == node.Key && !edit.IsSettled))
        {
            shown[edit.Wanted.Field] = edit.Value?.DeepClone();
        }

        return shown;
    }

    /// <summary>This person's last change of the field; null when there is none.</summary>
    public FieldEdit? EditOf(string item, string field) => _edits.GetValueOrDefault((item, field));

    /// <summary>Saves a field. Ends when it is saved or refused; until then it is tried again and again.</summary>
    public Task SetAsync(string item, FieldChange entered, Action changed)
    {
        ArgumentNullException.ThrowIfNull(entered);
        var before = EditOf(item, entered.Field);
        var wanted = new SetField(item, entered.Field, entered.Value, before is { HasSeen: true } ? before.Seen : entered.Was);
        if (before is { Saving.IsBusy: true })
        {
            before.Next = wanted;
            return Task.CompletedTask;
        }

        return SaveAsync(_edits[(item, entered.Field)] = new(wanted, new(clock, left)), changed);
    }

    /// <summary>Tries again; the other's value, which the person has seen, is replaced.</summary>
    public Task KeepMineAsync(FieldEdit edit, Action changed)
    {
        ArgumentNullException.ThrowIfNull(edit);
        edit.Wanted = edit.Conflict is { } conflict ? edit.Wanted with { Was = conflict.Present } : edit.Wanted;
        return SaveAsync(edit, changed);
    }

    /// <summary>Leaves the other's value, or whatever the draft has.</summary>
    public void TakeTheirs(FieldEdit edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        _edits.Remove((edit.Wanted.Item, edit.Wanted.Field));
    }

    /// <summary>Goes on with one's own text; its next change replaces the other's value.</summary>
    public void EditOn(FieldEdit edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        (edit.Seen, edit.HasSeen, edit.Conflict) = (edit.Conflict?.Present, true, null);
    }

    /// <summary>Makes a change that is no field's. Null when it was refused, as <see cref="Whole"/> says, or when another is under way: a second click is meant for nothing.</summary>
    public async Task<DraftEdited?> DoAsync(DraftChange change, Action changed) =>
        Whole.IsBusy ? null : await InTurnAsync((id, ct) => commands.EditAsync(actor, id, draftId, change, ct), changed);

    /// <summary>Takes back this person's newest change. While another is under way the key is meant for what comes after it.</summary>
    public Task<DraftEdited?> UndoAsync(Action changed) => InTurnAsync((id, ct) => commands.UndoAsync(actor, id, draftId, ct), changed);

    /// <summary>Makes again what this person took back last, after what is under way.</summary>
    public Task<DraftEdited?> RedoAsync(Action changed) => InTurnAsync((id, ct) => commands.RedoAsync(actor, id, draftId, ct), changed);

    private Task<DraftEdited?> InTurnAsync(Func<Guid, CancellationToken, Task<DraftEdited>> work, Action changed)
    {
        var turn = AfterAsync(_lastInTurn, work, changed);
        _lastInTurn = turn;
        return turn;
    }

    private async Task<DraftEdited?> AfterAsync(Task before, Func<Guid, CancellationToken, Task<DraftEdited>> work, Action changed)
    {
        await before;
        DraftEdited? done = null;
        await Whole.RunAsync(async (id, ct) => done = await work(id, ct), changed);
        Tell();
        return done;
    }

    private async Task SaveAsync(FieldEdit edit, Action changed)
    {
        (edit.Conflict, edit.SavedAs, edit.IsSettled, edit.HasSeen) = (null, null, false, false);
        var isSaved = await edit.Saving.RunAsync(
            async (id, ct) =>
            {
                try
                {
                    edit.SavedAs = (await commands.EditAsync(actor, id, draftId, edit.Wanted, ct)).Revision;
                }
                catch (DraftConflictException conflict)
                {
                    edit.Conflict = conflict;
                    throw;
                }
            },
            changed);
        Tell();
        if (edit.Next is { } next)
        {
            // What was entered meanwhile goes on from what was saved, or is in the same conflict.
            edit.Wanted = next with { Was = isSaved ? edit.Wanted.Value : edit.Wanted.Was };
            edit.Next = null;
            await SaveAsync(edit, changed);
        }
    }

    // This node's pages read at once, without waiting for the notification. A refusal too means that something old was shown.
    private void Tell()
    {
        shelf.Clear();
        feed.Publish(Topic.Draft(draftId));
    }
}
