namespace DrConsole.Plans;

/// <summary>The documents state two values for one fact. Both are kept until a person chooses.</summary>
public sealed record PlanConflict : PlanItem
{
    /// <summary>Key of the item that the fact belongs to; it carries the first value meanwhile.</summary>
    public required string Item { get; init; }

    /// <summary>JSON name of the item's field, e.g. <c>rpoMinutes</c>.</summary>
    public required string Field { get; init; }

    public IReadOnlyList<StatedValue> Values { get; init; } = [];
}

/// <summary>A value and where it is stated.</summary>
/// <param name="Json">The value as JSON, as it would stand in the field.</param>
public sealed record StatedValue(string Json, SourceLines? Source);
