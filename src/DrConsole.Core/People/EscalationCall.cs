using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>One call of a simulated escalation: when, by which level, whom, by what, and why them. Somebody who cannot be found is a call too, to nobody.</summary>
/// <param name="At">In UTC.</param>
/// <param name="LevelKey">Key of the level; null for the fallback.</param>
/// <param name="Round">1 is the first climb of the ladder.</param>
/// <param name="Attempt">1 is the level's first call in its round.</param>
/// <param name="Who">Null: nobody.</param>
/// <param name="Method">What is tried first; null when the plan has no way to reach them.</param>
/// <param name="Others">What else the plan has, in the order in which it would be tried.</param>
/// <param name="Local">The time on the person's clock; null when the plan does not say where they live.</param>
/// <param name="Availability">The person's own words.</param>
public sealed record EscalationCall(
    DateTimeOffset At, string Path, string Level, string? LevelKey, int Round, int Attempt, string? Who, string? ContactKey, string Reason,
    ContactMethod? Method, IReadOnlyList<ContactMethod> Others, DateTimeOffset? Local, string? Zone, string? Availability, IReadOnlyList<EscalationFault> Faults)
{
    /// <summary>True for the call when nobody has answered at all.</summary>
    public bool IsFallback => LevelKey is null;

    /// <summary>True when somebody's phone rings, or a message reaches them.</summary>
    public bool ReachesSomebody => Method is not null;
}

/// <summary>A simulated escalation.</summary>
/// <param name="Calls">In the order of time.</param>
/// <param name="Faults">What is wrong beside single calls.</param>
public sealed record EscalationRun(DateTimeOffset At, string? Tier, IReadOnlyList<string> Paths, IReadOnlyList<EscalationCall> Calls, IReadOnlyList<EscalationFault> Faults)
{
    /// <summary>Every fault met, each once.</summary>
    public IReadOnlyList<EscalationFault> AllFaults => [.. Faults.Concat(Calls.SelectMany(call => call.Faults)).Distinct()];
}
