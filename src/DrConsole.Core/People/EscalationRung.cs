using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>A level with the minutes at which it is called, counted from the beginning of its round.</summary>
/// <param name="Calls">Ascending: the first call and its repeats.</param>
internal sealed record EscalationRung(EscalationLevel Level, IReadOnlyList<double> Calls, IReadOnlyList<EscalationFault> Faults)
{
    private const int MostRepeats = 100;
    private const double Longest = 366 * 24 * 60;

    /// <summary>The rungs in the order in which they are called, and the length of a round: until the time for an answer to the last call is over.</summary>
    public static (IReadOnlyList<EscalationRung> Rungs, double Length) Of(EscalationLadder ladder)
    {
        var rungs = new List<EscalationRung>();
        foreach (var level in ladder.Levels)
        {
            var faults = new List<EscalationFault>();
            var start = Start(level, rungs, faults);
            rungs.Add(new(level, [.. Repeats(level, start, faults)], faults));
        }

        var ordered = rungs.OrderBy(rung => rung.Calls[0]).ToList();
        var cut = ordered.Select((rung, i) => i + 1 < ordered.Count ? rung.Until(ordered[i + 1].Calls[0]) : rung).ToList();
        return (cut, cut.Count == 0 ? 0 : cut[^1].Calls[^1] + Escalation.DefaultDelayMinutes);
    }

    private static double Start(EscalationLevel level, List<EscalationRung> above, List<EscalationFault> faults)
    {
        if (level.AfterMinutes is { } stated && double.IsFinite(stated))
        {
            var start = Math.Clamp(stated, 0, Longest);
            if (above.Count > 0 && start < above[^1].Calls[0])
            {
                faults.Add(new(EscalationFaultKind.OutOfOrder, $"{level.Level} is called before {above[^1].Level.Level}, which stands above it.", level.Key));
            }

            return start;
        }

        if (above.Count == 0)
        {
            faults.Add(new(EscalationFaultKind.Assumed, "The plan does not say when; at once is assumed.", level.Key));
            return 0;
        }

        faults.Add(new(EscalationFaultKind.Assumed, $"The plan does not say when; {Escalation.DefaultDelayMinutes} minutes after the level before are assumed.", level.Key));
        return Math.Min(above[^1].Calls[^1] + Escalation.DefaultDelayMinutes, Longest);
    }

    private static IEnumerable<double> Repeats(EscalationLevel level, double start, List<EscalationFault> faults)
    {
        var repeats = Math.Clamp(level.Repeats ?? 0, 0, MostRepeats);
        var every = level.RepeatMinutes is > 0 and < Longest and { } stated ? stated : Escalation.DefaultRepeatMinutes;
        if (repeats > 0 && level.RepeatMinutes is not > 0)
        {
            faults.Add(new(EscalationFaultKind.Assumed, $"The plan does not say how soon the call is repeated; {Escalation.DefaultRepeatMinutes} minutes are assumed.", level.Key));
        }

        if (level.Repeats > MostRepeats)
        {
            faults.Add(new(EscalationFaultKind.Assumed, $"More than {MostRepeats} repeats are not counted.", level.Key));
        }

        return Enumerable.Range(0, repeats + 1).Select(i => start + (i * every));
    }

    // A level is called again before the next one's turn, not after.
    private EscalationRung Until(double next)
    {
        var kept = Calls.Where((minute, i) => i == 0 || minute < next).ToList();
        return kept.Count == Calls.Count ? this : this with
        {
            Calls = kept,
            Faults = [.. Faults, new(EscalationFaultKind.Assumed, $"{Calls.Count - kept.Count} of {Calls.Count - 1} repeats do not fit before the next level and are left out.", Level.Key)],
        };
    }
}
