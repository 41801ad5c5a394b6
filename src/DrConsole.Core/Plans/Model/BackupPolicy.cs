namespace DrConsole.Plans;

/// <summary>What is to be backed up, how often, where to, and for how long it is kept, in the document's words.</summary>
public sealed record BackupPolicy : PlanItem
{
    public required string What { get; init; }

    public string? Type { get; init; }

    public string? Frequency { get; init; }

    /// <summary>The same policy's times where the document states it a second time, e.g. "Weekly: full backup every Sunday at 1:00".</summary>
    public string? Schedule { get; init; }

    public string? Retention { get; init; }

    public string? Location { get; init; }

    public string? Encryption { get; init; }

    public string? Method { get; init; }

    /// <summary>What the document adds in words of its own.</summary>
    public string? Remark { get; init; }

    /// <summary>What the policy covers, when the document lists it.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    public IReadOnlyList<CommandBlock> Commands { get; init; } = [];
}
