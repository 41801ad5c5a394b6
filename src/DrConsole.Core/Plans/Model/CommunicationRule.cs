namespace DrConsole.Plans;

/// <summary>Whom to tell, by which channel, and how.</summary>
public sealed record CommunicationRule : PlanItem
{
    public required string Audience { get; init; }

    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>By what they are told, e.g. "status page".</summary>
    public string? Channel { get; init; }

    /// <summary>How often, in words.</summary>
    public string? Cadence { get; init; }

    /// <summary>Name of the template that is used.</summary>
    public string? Template { get; init; }
}
