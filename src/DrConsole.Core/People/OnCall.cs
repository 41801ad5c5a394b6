using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>
/// Who is on call when: a function of the rotation and of time alone. Turns follow each other without hole or overlap; where nobody is on call
/// there is a gap among them. A handover happens at the asked local time, as <see cref="LocalInstant"/> reads it; a turn that falls wholly into
/// skipped time does not happen, and the members' order goes on as if it had.
/// </summary>
public static class OnCall
{
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The turns that touch the time from <paramref name="from"/> to before <paramref name="to"/>, whole. A gap without a beginning or an end reaches to 1900 or 2200.</summary>
    public static IReadOnlyList<OnCallTurn> Turns(Rotation rotation, DateTimeOffset from, DateTimeOffset to) => Turns(new RotationTerms(rotation), from, to);

    /// <inheritdoc cref="Turns(Rotation, DateTimeOffset, DateTimeOffset)"/>
    public static IReadOnlyList<OnCallTurn> Turns(RotationTerms terms, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(terms);
        (from, to) = (Within(from), Within(to));
        if (from >= to)
        {
            return [];
        }

        var bounds = Bounds(terms, from, to);
        var turns = new List<(OnCallTurn Turn, int Source)>();
        foreach (var (start, end) in bounds.Zip(bounds.Skip(1)))
        {
            var (turn, source) = Between(terms, start, end);
            if (turns.Count > 0 && turns[^1].Source == source)
            {
                turns[^1] = (turns[^1].Turn with { End = end }, source);
            }
            else
            {
                turns.Add((turn, source));
            }
        }

        return [.. turns.Select(entry => entry.Turn).Where(turn => turn.End > from && turn.Start < to)];
    }

    /// <summary>The turn, or the gap, at an instant.</summary>
    public static OnCallTurn At(Rotation rotation, DateTimeOffset instant) => At(new RotationTerms(rotation), instant);

    /// <inheritdoc cref="At(Rotation, DateTimeOffset)"/>
    public static OnCallTurn At(RotationTerms terms, DateTimeOffset instant)
    {
        var at = Within(instant) is var within && within == Latest ? within.AddTicks(-1) : within;
        return Turns(terms, at, at.AddTicks(1))[0];
    }

    // Ascending, each once. They reach beyond the range as far as whole turns need.
    private static List<DateTimeOffset> Bounds(RotationTerms terms, DateTimeOffset from, DateTimeOffset to)
    {
        var bounds = new SortedSet<DateTimeOffset>(terms.StandIns.SelectMany(standIn => new[] { standIn.From, standIn.To })) { Earliest, from, to, Latest };
        if (terms.HasTurns)
        {
            var last = Math.Max(0, terms.TurnAt(to) + 1);
            for (var turn = Math.Max(0, terms.TurnAt(from)); turn <= last; turn++)
            {
                bounds.Add(terms.Handover(turn));
            }
        }

        return [.. bounds];
    }

    // The source tells whether two neighbouring stretches are one turn: a turn's number, or below zero what replaces it.
    private static (OnCallTurn Turn, int Source) Between(RotationTerms terms, DateTimeOffset start, DateTimeOffset end)
    {
        for (var i = terms.StandIns.Count - 1; i >= 0; i--)
        {
            if (terms.StandIns[i] is { } standIn && standIn.From <= start && standIn.To >= end)
            {
                return (new(standIn.Member, start, end, standIn.Member is null ? OnCallReason.LeftEmpty : OnCallReason.StandIn), -3 - i);
            }
        }

        if (!terms.HasTurns)
        {
            return (new(null, start, end, OnCallReason.NotSaid), -1);
        }

        return terms.TurnAt(start) is var turn and >= 0
            ? (new(terms.Member(turn), start, end, OnCallReason.Turn), turn)
            : (new(null, start, end, OnCallReason.NotBegun), -2);
    }

    private static DateTimeOffset Within(DateTimeOffset instant) => instant < Earliest ? Earliest : instant > Latest ? Latest : instant.ToUniversalTime();
}
