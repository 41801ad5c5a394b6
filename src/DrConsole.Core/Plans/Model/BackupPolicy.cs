namespace DrConsole.Plans;

/// <summary>What is to be backed up, how often, where to, and for how long it is kept, in the document's words.</summary>
public sealed record BackupPolicy : PlanItem
{
    public required string What { get; init; }

    public string? Type { get; init; }

    public string? Frequency { get; init; }

    public string? Retention { get; init; }

    public string? Location { get; init; }

    public string? Encryption { get; init; }

    public string? Method { get; init; }

    public IReadOnlyList<CommandBlock> Commands { get; init; } = [];
}
