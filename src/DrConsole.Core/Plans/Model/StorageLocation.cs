namespace DrConsole.Plans;

/// <summary>A place where backups are kept.</summary>
public sealed record StorageLocation : PlanItem
{
    public required string Name { get; init; }

    public string? Location { get; init; }

    public string? Region { get; init; }

    public string? StorageClass { get; init; }

    public string? Encryption { get; init; }

    public string? Format { get; init; }

    public string? Frequency { get; init; }
}
