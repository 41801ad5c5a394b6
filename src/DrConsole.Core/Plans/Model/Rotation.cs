namespace DrConsole.Plans;

/// <summary>An on-call rotation: its members take turns, handing over at one local time in one zone.</summary>
public sealed record Rotation : PlanItem
{
    public required string Name { get; init; }

    /// <summary>IANA name of the zone of <see cref="HandoverTime"/>; null is UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>Local time of the handover, <c>HH:mm</c>; null is midnight.</summary>
    public string? HandoverTime { get; init; }

    /// <summary>Local date (ISO) on which the first member's first turn begins. A weekly rotation hands over on this day of the week.</summary>
    public string? Start { get; init; }

    /// <summary>Length of a turn in local calendar days: 1 is daily, 7 weekly; null is weekly.</summary>
    public int? TurnDays { get; init; }

    /// <summary>Names of contacts, in the order of their turns.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Who stands in when; of two that overlap the later in the list wins.</summary>
    public IReadOnlyList<RotationOverride> Overrides { get; init; } = [];
}

/// <summary>Somebody stands in, or nobody is on call.</summary>
/// <param name="From">Local date and time in the rotation's zone, <c>yyyy-MM-ddTHH:mm</c>.</param>
/// <param name="To">The same, after <paramref name="From"/>; not included.</param>
/// <param name="Member">Name of a contact; null leaves a gap.</param>
public sealed record RotationOverride(string From, string To, string? Member);
