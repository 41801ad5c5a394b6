namespace DrConsole.Plans;

/// <summary>Reads of plans: drafts, published versions, history.</summary>
public interface IPlanQueries
{
    /// <summary>All plans that have a published version or a draft, by title.</summary>
    Task<IReadOnlyList<PlanSummary>> ListAsync(CancellationToken ct);

    /// <summary>One published version with its document; null when there is none of that id.</summary>
    Task<PlanVersionView?> VersionAsync(Guid versionId, CancellationToken ct);

    /// <summary>The published versions of a plan, newest first, each with its hash checked.</summary>
    Task<IReadOnlyList<PlanVersionSummary>> HistoryAsync(Guid planId, CancellationToken ct);

    /// <summary>The draft with its source text; null when there is none of that id.</summary>
    Task<PlanDraftView?> DraftAsync(Guid draftId, CancellationToken ct);

    /// <summary>Every scenario of every plan's current version, for the declare dialog.</summary>
    Task<IReadOnlyList<ScenarioChoice>> ScenariosAsync(CancellationToken ct);
}

/// <summary>A plan as a row: its current version and its open draft, either of which may be missing.</summary>
public sealed record PlanSummary(Guid PlanId, string Title, PlanVersionSummary? Current, Guid? DraftId, DateTimeOffset? DraftChangedAt, string? DraftBy)
{
    /// <summary>How far the draft has come; null when there is none.</summary>
    public DraftState? DraftState { get; init; }

    /// <summary>Name of the file that the current version, or else the draft, came from: it tells plans of one title apart.</summary>
    public string? FileName { get; init; }
}

/// <summary>A published version as a row.</summary>
/// <param name="Number">1, 2, 3 … within the plan.</param>
/// <param name="Sha256">Hash of the stored document bytes, lower-case hex.</param>
/// <param name="NextReview">ISO date, to the day or the month, or null.</param>
public sealed record PlanVersionSummary(Guid VersionId, Guid PlanId, int Number, string Title, DateTimeOffset PublishedAt, string PublishedBy, string? Note, string Sha256, string? NextReview, int ScenarioCount)
{
    public string? FileName { get; init; }

    public string? SubmittedBy { get; init; }

    /// <summary>The second person; null when there was none.</summary>
    public string? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Whether the stored bytes still have the hash; null where nobody looked.</summary>
    public bool? IsIntact { get; init; }
}

/// <summary>A published version whole.</summary>
public sealed record PlanVersionView(PlanVersionSummary Summary, PlanDocument Document, bool IsCurrent);

/// <summary>A draft whole: what the importer made of the source, and the source for the preview beside it.</summary>
/// <param name="IsImported">It was begun from a document, so that <paramref name="Understood"/> says something.</param>
public sealed record PlanDraftView(Guid DraftId, Guid PlanId, string FileName, string SourceText, PlanDocument Document, double Understood, IReadOnlyList<string> Warnings, string CreatedBy, DateTimeOffset CreatedAt, bool IsImported = true)
{
    public DraftProgress Progress { get; init; } = new(DraftState.Editing, 0, []);
}

/// <summary>A scenario that an incident can be declared from.</summary>
public sealed record ScenarioChoice(Guid PlanVersionId, string PlanTitle, int PlanVersionNumber, string ScenarioKey, string Title, string? Tier, int StepCount, IReadOnlyList<string> Detection, IReadOnlyList<TierChoice> Tiers);

/// <summary>An impact tier of the plan, in the order of the document.</summary>
public sealed record TierChoice(string Key, string Name, double? RtoMinutes, int? SeverityRank);
