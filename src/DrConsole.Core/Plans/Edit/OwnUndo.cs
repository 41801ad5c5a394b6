namespace DrConsole.Plans.Edit;

/// <summary>One of a person's own changes.</summary>
/// <param name="UndoOf">The change that it took back; null for an ordinary one.</param>
/// <param name="IsFinal">Neither it nor what came before it is taken back any more.</param>
public sealed record OwnEdit(Guid Id, Guid? UndoOf, bool IsFinal = false);

/// <summary>Which of a person's changes is taken back next, and which is made again.</summary>
/// <param name="Undo">The newest change that is not taken back; null when there is none.</param>
/// <param name="Redo">The newest taking-back that nothing new came after; null when there is none.</param>
public sealed record OwnUndo(Guid? Undo, Guid? Redo)
{
    /// <summary>Finds both in the person's changes, oldest first. Making again is taking back a taking-back.</summary>
    public static OwnUndo Of(IEnumerable<OwnEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        var (done, undone) = (new Stack<Guid>(), new Stack<Guid>());
        foreach (var edit in edits)
        {
            if (edit.IsFinal)
            {
                done.Clear();
                undone.Clear();
            }
            else if (edit.UndoOf is null)
            {
                undone.Clear();
                done.Push(edit.Id);
            }
            else if (done.TryPeek(out var last) && last == edit.UndoOf)
            {
                done.Pop();
                undone.Push(edit.Id);
            }
            else if (undone.TryPeek(out var taken) && taken == edit.UndoOf)
            {
                undone.Pop();
                done.Push(edit.Id);
            }
        }

        return new(done.TryPeek(out var undo) ? undo : null, undone.TryPeek(out var redo) ? redo : null);
    }
}
