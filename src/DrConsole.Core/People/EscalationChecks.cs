namespace DrConsole.People;

/// <summary>What is wrong with a level when its turn comes.</summary>
internal static class EscalationChecks
{
    /// <summary>The faults of the level as a whole, those of its times included.</summary>
    /// <param name="isFirstRound">What was assumed about the level's times is said once.</param>
    /// <param name="before">Those whom the level before has called.</param>
    public static IReadOnlyList<EscalationFault> Of(EscalationRung rung, bool isFirstRound, IReadOnlyList<CalledPerson> persons, IReadOnlyList<CalledPerson> before)
    {
        var faults = isFirstRound ? rung.Faults.ToList() : [];
        if (!persons.Any(person => person.Contact is { } contact && ContactMethods.Of(contact).Count > 0))
        {
            faults.Add(new(EscalationFaultKind.NobodyReached, $"{rung.Level.Level} reaches nobody.", rung.Level.Key));
        }

        var twice = persons.Where(person => person.Identity is { } identity && before.Any(other => string.Equals(other.Identity, identity, StringComparison.Ordinal)));
        faults.AddRange(twice.Select(person => new EscalationFault(EscalationFaultKind.SamePersonTwice, $"{person.Name} was called by the level before already, and did not answer.", rung.Level.Key)));
        return faults;
    }
}
