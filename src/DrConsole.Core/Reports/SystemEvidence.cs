namespace DrConsole.Reports;

/// <summary>What could be recovered of a system: as good as its worst source, where sources of the same data stand in for each other.</summary>
public sealed record SystemEvidence
{
    private SystemEvidence(string name, IReadOnlyList<SourceEvidence> sources) => (Name, Sources) = (name, sources);

    /// <summary>Name of the system in the plan, or of the policy where none was given.</summary>
    public string Name { get; }

    /// <summary>Worst first.</summary>
    public IReadOnlyList<SourceEvidence> Sources { get; }

    public EvidenceState State { get; private init; }

    /// <summary>What would be lost now; null when a part of the system has nothing proven.</summary>
    public TimeSpan? Rpo { get; private init; }

    /// <summary>As <see cref="Rpo"/>, if the newest whole backups can be restored, which nobody has shown.</summary>
    public TimeSpan? RpoUnproven { get; private init; }

    /// <summary>The longest restore among its data, as they can be restored side by side; null when one was never measured.</summary>
    public TimeSpan? Rto { get; private init; }

    /// <summary>The strictest of its targets.</summary>
    public RecoveryTarget Target { get; private init; } = RecoveryTarget.None;

    /// <summary>The first objective that breaks.</summary>
    public DateTimeOffset? BreaksAt { get; private init; }

    /// <summary>Sources whose recovery point objective is broken while no other backup of the same data keeps it.</summary>
    public IEnumerable<SourceEvidence> RpoBroken =>
        Sources.GroupBy(source => source.Policy.Data, StringComparer.Ordinal).Where(same => !same.Any(source => source.IsRpoKept == true)).SelectMany(same => same.Where(source => source.IsRpoBroken));

    public int Unproven => Sources.Sum(source => source.Unproven);

    /// <summary>Systems, the worst first.</summary>
    public static IReadOnlyList<SystemEvidence> Group(IEnumerable<SourceEvidence> sources) =>
    [
        .. sources.GroupBy(source => source.Policy.SystemName ?? source.Policy.Name, StringComparer.OrdinalIgnoreCase)
            .Select(group => Of(group.Key, [.. group.OrderBy(source => source.State).ThenBy(source => source.Policy.Name, StringComparer.OrdinalIgnoreCase)]))
            .OrderBy(system => system.State).ThenBy(system => system.Name, StringComparer.OrdinalIgnoreCase),
    ];

    private static SystemEvidence Of(string name, IReadOnlyList<SourceEvidence> sources)
    {
        var data = sources.Where(source => source.Policy.IsEnabled).DefaultIfEmpty(sources[0]).GroupBy(source => source.Policy.Data, StringComparer.Ordinal).ToList();
        return new(name, sources)
        {
            State = data.SelectMany(StatesOf).Min(),
            Rpo = Longest(data.Select(same => same.Min(source => source.Rpo))),
            RpoUnproven = Longest(data.Select(same => same.Min(source => source.RpoUnproven))),
            Rto = Longest(data.Select(same => same.Min(source => source.Rto?.Total))),
            Target = Strictest(sources), BreaksAt = data.Select(same => same.Max(source => source.BreaksAt)).Min(),
        };
    }

    // Nightly dumps beside continuous archiving need not keep the archive's promise.
    private static IEnumerable<EvidenceState> StatesOf(IEnumerable<SourceEvidence> same)
    {
        var isKept = same.Any(source => source.IsRpoKept == true);
        return same.Select(source => source.State == EvidenceState.ObjectiveBroken && isKept && source.IsRtoKept != false ? EvidenceState.Proven : source.State);
    }

    // One part of which nothing is known makes the whole unknown.
    private static TimeSpan? Longest(IEnumerable<TimeSpan?> parts)
    {
        var all = parts.ToList();
        return all.Contains(null) ? null : all.Max();
    }

    private static RecoveryTarget Strictest(IReadOnlyList<SourceEvidence> sources)
    {
        var rpo = sources.Where(source => source.Target.RpoMinutes is not null).MinBy(source => source.Target.RpoMinutes)?.Target;
        var rto = sources.Where(source => source.Target.RtoMinutes is not null).MinBy(source => source.Target.RtoMinutes)?.Target;
        return new(rpo?.RpoMinutes, rpo?.RpoFrom, rto?.RtoMinutes, rto?.RtoFrom);
    }
}
