using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>Whom the names in a plan stand for: contacts, holders of roles, members of rotations on call.</summary>
public sealed class PlanPeople(PlanDocument plan)
{
    private readonly Dictionary<string, RotationTerms> _rotations = plan.Rotations.GroupBy(rotation => rotation.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => new RotationTerms(group.First()), StringComparer.Ordinal);

    /// <summary>The plan's rotations, read.</summary>
    public IEnumerable<RotationTerms> Rotations => _rotations.Values;

    /// <summary>
    /// Those whom a level calls: its targets, or else those that its text names; first the whole text as one name, then its parts,
    /// then names of the plan whose words stand in it.
    /// </summary>
    public IReadOnlyList<CalledPerson> Of(EscalationLevel level, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(level);
        if (level.Targets.Count > 0)
        {
            return [.. level.Targets.SelectMany(target => Of(target, at) is { Count: > 0 } found ? found : [Unknown(target, level.Key)])];
        }

        return Of(level.Who, at) is { Count: > 0 } whole ? whole
            : NameParts.Split(level.Who) is { Count: > 1 } parts && parts.All(part => Of(part, at).Count > 0) ? [.. parts.SelectMany(part => Of(part, at))]
            : NameParts.Within(level.Who, Names()) is { Count: > 0 } within ? [.. within.SelectMany(name => Of(name, at).Select(person => person with { Reason = $"{person.Reason}; the level says “{level.Who}”" }))]
            : [Unknown(level.Who, level.Key)];
    }

    /// <summary>Those whom exactly that name stands for; empty when the plan does not know it.</summary>
    public IReadOnlyList<CalledPerson> Of(string name, DateTimeOffset at)
    {
        if (plan.Contacts.FirstOrDefault(contact => Same(contact.Name, name)) is { } named)
        {
            return [Person(named, "named in the plan")];
        }

        if (plan.Rotations.FirstOrDefault(rotation => Same(rotation.Name, name)) is { } rotation)
        {
            return [OnCallOf(_rotations[rotation.Key], at)];
        }

        var role = plan.Roles.FirstOrDefault(candidate => Same(candidate.Name, name));
        if (role?.Holder is { } holder && !string.IsNullOrWhiteSpace(holder))
        {
            return [Holder(role, holder, at)];
        }

        var inRole = plan.Contacts.Where(contact => Same(contact.Role, name)).Select(contact => Person(contact, $"contact for “{contact.Role}”")).ToList();
        return inRole.Count > 0 || role is null ? inRole
            : [new(null, null, $"role “{role.Name}”", [new(EscalationFaultKind.NobodyReached, $"Nobody holds the role “{role.Name}”.", role.Key)])];
    }

    /// <summary>The contact that a member or holder is, by name and else by role; null when there is none.</summary>
    public PlanContact? ContactOf(string? name) =>
        plan.Contacts.FirstOrDefault(contact => Same(contact.Name, name)) ?? plan.Contacts.FirstOrDefault(contact => Same(contact.Role, name));

    private CalledPerson Holder(PlanRole role, string holder, DateTimeOffset at)
    {
        var reason = $"holds the role “{role.Name}”" + (string.IsNullOrWhiteSpace(role.Deputy) ? "" : $"; deputy: {role.Deputy}");
        return ContactOf(holder) is { } contact ? Person(contact, reason)
            : plan.Rotations.FirstOrDefault(rotation => Same(rotation.Name, holder)) is { } rotation ? OnCallOf(_rotations[rotation.Key], at)
            : NotInContacts(holder, reason, role.Key);
    }

    private CalledPerson OnCallOf(RotationTerms terms, DateTimeOffset at)
    {
        var rotation = terms.Rotation;
        var turn = OnCall.At(terms, at);
        var reason = turn.Reason == OnCallReason.StandIn ? $"stands in, in the rotation “{rotation.Name}”" : $"on call in the rotation “{rotation.Name}”";
        var faults = terms.Faults.Select(fault => new EscalationFault(EscalationFaultKind.RotationUnreadable, $"{rotation.Name}: {fault}", rotation.Key)).ToList();
        if (turn.Member is null)
        {
            return new(null, null, reason, [new(EscalationFaultKind.RotationGap, $"Nobody is on call in the rotation “{rotation.Name}” then.", rotation.Key), .. faults]);
        }

        var person = ContactOf(turn.Member) is { } contact ? Person(contact, reason) : NotInContacts(turn.Member, reason, rotation.Key);
        return person with { Faults = [.. person.Faults, .. faults] };
    }

    private static CalledPerson Person(PlanContact contact, string reason)
    {
        var name = contact.Name ?? contact.Role ?? contact.Company ?? "Contact";
        if (contact.Placeholder is { } placeholder)
        {
            return new(name, contact, reason, [new(EscalationFaultKind.Placeholder, $"{name} is a placeholder: the plan has “{placeholder}”.", contact.Key)]);
        }

        return new(name, contact, reason, ContactMethods.Of(contact) switch
        {
            { Count: 0 } => [new(EscalationFaultKind.NobodyReached, $"The plan has no way to reach {name}.", contact.Key)],
            var methods when !methods.Any(ContactMethods.Rings) => [new(EscalationFaultKind.NoPhone, $"{name} has no phone, pager or text message in the plan.", contact.Key)],
            _ => [],
        });
    }

    private static CalledPerson NotInContacts(string name, string reason, string? key) =>
        new(name, null, reason, [new(EscalationFaultKind.UnknownName, $"The plan has no contact “{name}”, so no number.", key)]);

    private static CalledPerson Unknown(string name, string key) =>
        new(null, null, $"the level says “{name}”", [new(EscalationFaultKind.UnknownName, $"No contact, role or rotation of the plan is called “{name}”.", key)]);

    private IEnumerable<string> Names() => plan.Contacts.Select(contact => contact.Name).Concat(plan.Contacts.Select(contact => contact.Role))
        .Concat(plan.Rotations.Select(rotation => rotation.Name)).Concat(plan.Roles.Select(role => role.Name)).OfType<string>();

    private static bool Same(string? one, string? other) => NameParts.Same(one, other);
}
