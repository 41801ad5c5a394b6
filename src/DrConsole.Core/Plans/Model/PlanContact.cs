namespace DrConsole.Plans;

/// <summary>A person, team or vendor to be called. A placeholder is flagged and never becomes data.</summary>
public sealed record PlanContact : PlanItem
{
    public string? Role { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public bool External { get; init; }

    /// <summary>What stands in the document where a name, number or address should be, e.g. <c>[Contact]</c>.</summary>
    public string? Placeholder { get; init; }

    public string? Remark { get; init; }
}
