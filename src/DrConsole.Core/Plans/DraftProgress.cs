namespace DrConsole.Plans;

/// <summary>How far a draft has come towards the next version, and who brought it there.</summary>
/// <param name="Revision">Counts its changes; who approves or publishes says which one they saw.</param>
/// <param name="AuthorIds">Everybody who had a hand in it: none of them can be the second person.</param>
public sealed record DraftProgress(DraftState State, int Revision, IReadOnlyList<Guid> AuthorIds)
{
    /// <summary>The plan's current version, which the draft is to replace; null while nothing is published.</summary>
    public Guid? CurrentVersionId { get; init; }

    /// <summary>The version that it was begun from; null when it was begun from a document, or from nothing.</summary>
    public Guid? BaseVersionId { get; init; }

    public int? BaseVersionNumber { get; init; }

    /// <summary>Whether somebody else must approve it before it is published.</summary>
    public bool NeedsSecondPerson { get; init; }

    public string? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    public string? SubmitNote { get; init; }

    public string? SubmittedBy { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public string? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Why it is being edited again; null when nobody sent it back since it was submitted last.</summary>
    public SentBack? SentBack { get; init; }
}

/// <summary>A draft was given back to its authors.</summary>
public sealed record SentBack(string By, DateTimeOffset At, string Reason);
