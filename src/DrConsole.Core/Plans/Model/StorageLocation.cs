namespace DrConsole.Plans;

/// <summary>A place where backups are kept.</summary>
public sealed record StorageLocation : PlanItem
{
    public required string Name { get; init; }

    /// <summary>What it is for; null while nobody has said so.</summary>
    public StorageRole? Role { get; init; }

    public string? Provider { get; init; }

    /// <summary>E.g. object storage, disk, tape.</summary>
    public string? Medium { get; init; }

    /// <summary>Name of the credentials that can write to it; copies that share credentials are lost together.</summary>
    public string? Credentials { get; init; }

    public string? Location { get; init; }

    public string? Region { get; init; }

    public string? StorageClass { get; init; }

    public string? Encryption { get; init; }

    public string? Format { get; init; }

    public string? Frequency { get; init; }
}
