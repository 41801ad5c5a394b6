namespace DrConsole.Plans;

/// <summary>Anything that must happen again and again.</summary>
public sealed record Duty : PlanItem
{
    public required DutyKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>In the document's words, e.g. "Bi-annually".</summary>
    public string? Frequency { get; init; }

    public string? Scope { get; init; }

    /// <summary>Longest time between two times it is done, in days; null while nobody has said so.</summary>
    public double? EveryDays { get; init; }

    /// <summary>Name of the role or contact who answers for it.</summary>
    public string? Owner { get; init; }

    /// <summary>What the document adds in words of its own.</summary>
    public string? Remark { get; init; }

    public IReadOnlyList<string> Parts { get; init; } = [];
}

/// <summary>Kinds of duties; the importer takes <see cref="Test"/> for every exercise, drill and backup test.</summary>
public enum DutyKind
{
    Test,
    Training,
    Review,
    KeyRotation,
    AccessReview,
}
