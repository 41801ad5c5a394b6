namespace DrConsole.Plans;

/// <summary>A message prepared in advance; the body is null when the document only names it.</summary>
public sealed record CommunicationTemplate : PlanItem
{
    public required string Name { get; init; }

    public string? Subject { get; init; }

    public string? Audience { get; init; }

    public string? Body { get; init; }
}
