namespace DrConsole.Plans;

/// <summary>Whom to tell, by which channel, and how.</summary>
public sealed record CommunicationRule : PlanItem
{
    public required string Audience { get; init; }

    public IReadOnlyList<string> Items { get; init; } = [];
}
