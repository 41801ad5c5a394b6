namespace DrConsole.Plans;

/// <summary>A person, team or vendor to be called. A placeholder is flagged and never becomes data.</summary>
public sealed record PlanContact : PlanItem
{
    public string? Role { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>Further ways to reach them, the best first.</summary>
    public IReadOnlyList<ContactMethod> Methods { get; init; } = [];

    /// <summary>IANA name of the zone they live in.</summary>
    public string? Zone { get; init; }

    public string? Language { get; init; }

    /// <summary>When they can be reached, in words, e.g. "24/7" or "Mon-Fri 8-18".</summary>
    public string? Availability { get; init; }

    /// <summary>The company, for a vendor.</summary>
    public string? Company { get; init; }

    /// <summary>What a vendor asks for before it helps.</summary>
    public string? ContractNumber { get; init; }

    public string? SupportLevel { get; init; }

    public bool External { get; init; }

    /// <summary>What stands in the document where a name, number or address should be, e.g. <c>[Contact]</c>.</summary>
    public string? Placeholder { get; init; }

    public string? Remark { get; init; }
}
