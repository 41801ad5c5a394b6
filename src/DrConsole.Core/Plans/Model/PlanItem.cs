namespace DrConsole.Plans;

/// <summary>Anything that a plan states: it has a key that is unique and stable within the plan, and knows the source lines it came from.</summary>
public abstract record PlanItem
{
    /// <summary>Stable name of the item within its plan, for links and for comparing versions, e.g. <c>scenario/database-failure</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Where the document says it; null for items that were made in the console.</summary>
    public SourceLines? Source { get; init; }

    /// <summary>Other places of the document that say more of the same item, e.g. a tier's target in the chapter on service levels.</summary>
    public IReadOnlyList<SourceLines> MoreSources { get; init; } = [];
}
