namespace DrConsole.Plans.Edit;

/// <summary>Reads of drafts for those who edit them.</summary>
public interface IDraftQueries
{
    /// <summary>A draft as it is now; null when there is none of that id.</summary>
    /// <param name="actorId">Who wants to edit it: says what they can take back.</param>
    Task<DraftSheet?> SheetAsync(Guid draftId, Guid actorId, CancellationToken ct);
}

/// <summary>A draft with its newest changes.</summary>
/// <param name="Revision">Counts the changes of the draft.</param>
/// <param name="Edits">Newest first, fifty at most.</param>
/// <param name="Own">What the asker can take back and make again.</param>
public sealed record DraftSheet(Guid DraftId, Guid PlanId, int Revision, DraftState State, PlanDocument Document, IReadOnlyList<DraftEditLine> Edits, OwnUndo Own);

/// <summary>One change, as a line.</summary>
public sealed record DraftEditLine(Guid Id, int Revision, DateTimeOffset At, string ActorName, string ItemKey, string? Field, string Summary);
