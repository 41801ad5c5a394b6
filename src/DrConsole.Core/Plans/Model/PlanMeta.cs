namespace DrConsole.Plans;

/// <summary>The plan's own particulars. A value that the document states but that is no date ("Quarterly", "2025-01-XX") is kept in its Raw field.</summary>
public sealed record PlanMeta
{
    public required string Title { get; init; }

    public string? Version { get; init; }

    public string? Owner { get; init; }

    public string? Approver { get; init; }

    /// <summary>E.g. "Internal", "Confidential".</summary>
    public string? Classification { get; init; }

    /// <summary>ISO date, to the day or the month (<c>2026-03</c>).</summary>
    public string? LastUpdated { get; init; }

    public string? LastUpdatedRaw { get; init; }

    /// <summary>ISO date, to the day or the month.</summary>
    public string? NextReview { get; init; }

    public string? NextReviewRaw { get; init; }

    /// <summary>How often the plan is to be reviewed, in the document's words.</summary>
    public string? ReviewCadence { get; init; }

    /// <summary>Two-letter ISO 639-1 code of the document's language.</summary>
    public string? Language { get; init; }

    /// <summary>The document's introduction.</summary>
    public string? Summary { get; init; }
}
