namespace DrConsole.Plans;

/// <summary>One change of a draft: what was done, by whom, and how to undo it.</summary>
public sealed class PlanDraftEdit
{
    /// <summary>Stands in <see cref="ItemKey"/> for the whole draft: a change that nobody takes back.</summary>
    public const string WholeDraft = "";

    public Guid Id { get; init; }

    public Guid DraftId { get; init; }

    /// <summary>The draft's revision after the change.</summary>
    public int Revision { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>Key of the item that was changed.</summary>
    public required string ItemKey { get; init; }

    /// <summary>JSON name of the changed field; null when the whole item was added, removed or moved.</summary>
    public string? Field { get; init; }

    /// <summary>A sentence for the list of changes.</summary>
    public required string Summary { get; init; }

    /// <summary>The change as JSON.</summary>
    public required string Change { get; init; }

    /// <summary>The change that takes it back, as JSON.</summary>
    public required string Undo { get; init; }

    /// <summary>The edit that this one took back; null for an ordinary one.</summary>
    public Guid? UndoOf { get; init; }
}
