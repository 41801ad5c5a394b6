namespace DrConsole.Plans;

/// <summary>What is to be backed up, how often, where to, and for how long it is kept, in the document's words.</summary>
public sealed record BackupPolicy : PlanItem
{
    public required string What { get; init; }

    /// <summary>What kind of thing is backed up; null while nobody has said so.</summary>
    public BackupSourceKind? SourceKind { get; init; }

    /// <summary>How it is backed up; null while nobody has said so.</summary>
    public BackupMode? Mode { get; init; }

    /// <summary>Name of the protected system.</summary>
    public string? System { get; init; }

    public string? Type { get; init; }

    public string? Frequency { get; init; }

    /// <summary>The same policy's times where the document states it a second time, e.g. "Weekly: full backup every Sunday at 1:00".</summary>
    public string? Schedule { get; init; }

    /// <summary>Five-field cron expression of the runs; null when it runs continuously, on an event, or at times not said.</summary>
    public string? Cron { get; init; }

    /// <summary>IANA name of the zone that <see cref="Cron"/> is meant in; null is UTC.</summary>
    public string? Zone { get; init; }

    public string? Retention { get; init; }

    /// <summary><see cref="Retention"/> as rules; a backup is kept while any of them keeps it.</summary>
    public IReadOnlyList<RetentionRule> RetentionRules { get; init; } = [];

    public string? Location { get; init; }

    /// <summary>Names of the storage locations that get a copy.</summary>
    public IReadOnlyList<string> Destinations { get; init; } = [];

    public string? Encryption { get; init; }

    /// <summary>Where the copies may lie, in the plan's words, e.g. "EU only".</summary>
    public string? Residency { get; init; }

    /// <summary>How, and how often, it is proved that it can be restored.</summary>
    public string? Verification { get; init; }

    public string? Method { get; init; }

    /// <summary>What the document adds in words of its own.</summary>
    public string? Remark { get; init; }

    /// <summary>What the policy covers, when the document lists it.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    public IReadOnlyList<CommandBlock> Commands { get; init; } = [];
}
