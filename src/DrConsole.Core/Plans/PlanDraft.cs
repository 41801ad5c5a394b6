using DrConsole.Access;

namespace DrConsole.Plans;

/// <summary>What is being prepared for the next version of a plan. Nobody can declare an incident from it.</summary>
public sealed class PlanDraft
{
    public Guid Id { get; init; }

    public Guid PlanId { get; init; }

    /// <summary>The version that it was begun from; null when it was begun from a document, or from nothing.</summary>
    public Guid? BaseVersionId { get; init; }

    public required string FileName { get; set; }

    /// <summary>The imported text, kept whole; source lines of the document count in it.</summary>
    public required string SourceText { get; set; }

    /// <summary>The <see cref="PlanDocument"/> as canonical JSON.</summary>
    public required byte[] Document { get; set; }

    /// <summary>Counts the changes: 0 is as it was begun.</summary>
    public int Revision { get; set; }

    public double Understood { get; set; }

    public string[] Warnings { get; set; } = [];

    public DraftState State { get; set; }

    /// <summary>Everybody who had a hand in it, by account or token: none of them can be the second person who approves it.</summary>
    public Guid[] AuthorIds { get; set; } = [];

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string ChangedByName { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>What the submitter says was changed.</summary>
    public string? SubmitNote { get; set; }

    public string? SubmittedByName { get; set; }

    public DateTimeOffset? SubmittedAt { get; set; }

    public Guid? ApprovedById { get; set; }

    public string? ApprovedByName { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>Hands it to a second person. Who does so has had a hand in it.</summary>
    public void Submit(Actor by, string? note, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(by);
        (State, SubmitNote, SubmittedByName, SubmittedAt) = (DraftState.Submitted, note, by.Name, at);
        AuthorIds = [.. AuthorIds.Union([by.Id])];
    }

    /// <summary>Lets it be published as it is.</summary>
    public void Approve(Actor by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(by);
        (State, ApprovedById, ApprovedByName, ApprovedAt) = (DraftState.Approved, by.Id, by.Name, at);
    }

    /// <summary>Sends it back to editing; it is submitted and approved no more.</summary>
    public void Reopen()
    {
        (State, SubmitNote, SubmittedByName, SubmittedAt) = (DraftState.Editing, null, null, null);
        (ApprovedById, ApprovedByName, ApprovedAt) = (null, null, null);
    }
}

/// <summary>How far a draft has come.</summary>
public enum DraftState
{
    Editing,

    /// <summary>Waits for a second person. A change sends it back to editing.</summary>
    Submitted,

    /// <summary>May be published as it is. A change sends it back to editing.</summary>
    Approved,
}
