using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>
/// Who is called when, before it is needed: a function of the plan, the tier and the instant of the declaration alone.
/// Whoever is on call is asked at the instant of each call, so that a handover in between shows.
/// </summary>
public static class Escalation
{
    /// <summary>Minutes after the level before, for a level without a time; and how long the last level has before the next round or the fallback.</summary>
    public const int DefaultDelayMinutes = 15;

    /// <summary>Minutes between two calls of a level whose repeats have no time.</summary>
    public const int DefaultRepeatMinutes = 5;

    private const int MostRounds = 20;

    /// <summary>The calls from the declaration on, if nobody ever answers.</summary>
    /// <param name="tier">Name of the impact tier; null when it is not known yet.</param>
    /// <param name="until">Leaves out the calls at this instant and later.</param>
    public static EscalationRun Simulate(PlanDocument plan, string? tier, DateTimeOffset at, DateTimeOffset? until = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (people, ladders) = (new PlanPeople(plan), EscalationLadder.For(plan, tier));
        var calls = ladders.SelectMany(ladder => Climb(ladder, people, at.ToUniversalTime()))
            .OrderBy(call => call.At) // stable: at one instant the plan's order stays
            .Where(call => until is null || call.At < until);
        return new(at.ToUniversalTime(), tier, [.. ladders.Select(ladder => ladder.Name)], [.. calls], [.. Faults(plan, tier, ladders)]);
    }

    private static IEnumerable<EscalationFault> Faults(PlanDocument plan, string? tier, IReadOnlyList<EscalationLadder> ladders)
    {
        if (!string.IsNullOrWhiteSpace(tier) && !plan.Tiers.Any(candidate => NameParts.Same(candidate.Name, tier)))
        {
            yield return new(EscalationFaultKind.PathBroken, $"The plan has no impact tier “{tier}”.");
        }

        if (ladders.Count == 0)
        {
            yield return new(EscalationFaultKind.PathBroken, plan.Escalation.Count == 0 ? "The plan does not say whom to call." : $"No escalation path is for the tier “{tier}”.");
        }

        foreach (var fault in ladders.SelectMany(ladder => ladder.Faults))
        {
            yield return fault;
        }

        foreach (var ladder in ladders.Where(ladder => ladder.Levels.Count > 0 && string.IsNullOrWhiteSpace(ladder.Path?.Fallback)))
        {
            yield return new(EscalationFaultKind.NoFallback, $"When nobody answers, the path “{ladder.Name}” ends: the plan names nobody to call then.", ladder.Path?.Key);
        }
    }

    private static IEnumerable<EscalationCall> Climb(EscalationLadder ladder, PlanPeople people, DateTimeOffset at)
    {
        var (rungs, length) = EscalationRung.Of(ladder);
        var rounds = 1 + Math.Clamp(ladder.Path?.Rounds ?? 0, 0, MostRounds);
        for (var round = 0; round < rounds && rungs.Count > 0; round++)
        {
            IReadOnlyList<CalledPerson> before = [];
            foreach (var rung in rungs)
            {
                for (var attempt = 0; attempt < rung.Calls.Count; attempt++)
                {
                    var instant = Later(at, (round * length) + rung.Calls[attempt]);
                    var persons = people.Of(rung.Level, instant);
                    var faults = attempt > 0 ? [] : EscalationChecks.Of(rung, round == 0, persons, before);
                    foreach (var call in persons.Select((person, i) => Call(ladder.Name, rung.Level.Level, rung.Level.Key, person, instant) with { Round = round + 1, Attempt = attempt + 1 }))
                    {
                        yield return call with { Faults = [.. call.Faults, .. faults] };
                        faults = []; // those of the level stand at its first call
                    }

                    before = attempt == rung.Calls.Count - 1 ? persons : before;
                }
            }
        }

        if (ladder.Path?.Fallback is { } fallback && !string.IsNullOrWhiteSpace(fallback) && rungs.Count > 0)
        {
            var instant = Later(at, rounds * length);
            var persons = people.Of(fallback, instant) is { Count: > 0 } found ? found
                : [new(null, null, $"the path says “{fallback}”", [new(EscalationFaultKind.UnknownName, $"No contact, role or rotation of the plan is called “{fallback}”.", ladder.Path.Key)])];
            foreach (var person in persons)
            {
                yield return Call(ladder.Name, "When nobody has answered", null, person, instant) with { Round = rounds };
            }
        }
    }

    private static EscalationCall Call(string path, string level, string? key, CalledPerson person, DateTimeOffset at)
    {
        var methods = person.Contact is { } contact ? ContactMethods.Of(contact) : [];
        var zone = Zones.Find(person.Contact?.Zone);
        DateTimeOffset? local = zone is null ? null : TimeZoneInfo.ConvertTime(at, zone);
        var outOfHours = local is { } time && Availability.Covers(person.Contact?.Availability, time.DateTime) == false;
        return new(
            at, path, level, key, 1, 1, person.Name, person.Contact?.Key, person.Reason, methods.Count > 0 ? methods[0] : null, [.. methods.Skip(1)], local, zone?.Id, person.Contact?.Availability,
            outOfHours ? [.. person.Faults, new(EscalationFaultKind.OutOfHours, $"{person.Name} can be reached “{person.Contact!.Availability}” only; it is {local:HH:mm} there.", person.Contact.Key)] : person.Faults);
    }

    private static DateTimeOffset Later(DateTimeOffset at, double minutes) => (DateTimeOffset.MaxValue - at).TotalMinutes > minutes ? at.AddMinutes(minutes) : DateTimeOffset.MaxValue;
}
