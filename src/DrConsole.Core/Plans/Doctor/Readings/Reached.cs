namespace DrConsole.Plans.Doctor;

/// <summary>Who is reached when an escalation level is called.</summary>
internal static class Reached
{
    /// <summary>The contacts that can be reached by something; none when the plan does not know whom the level's words stand for.</summary>
    public static IReadOnlyList<PlanContact> By(EscalationLevel level, PlanDocument plan)
    {
        IReadOnlyList<string> names = level.Targets.Count > 0 ? level.Targets : [level.Who];
        return [.. names.SelectMany(name => Of(name, plan)).Where(IsReachable).DistinctBy(contact => contact.Key, StringComparer.Ordinal)];
    }

    private static IEnumerable<PlanContact> Of(string name, PlanDocument plan)
    {
        var roles = plan.Roles.Where(role => IsSame(role.Name, name)).SelectMany(role => new[] { role.Holder, role.Deputy }).OfType<string>();
        var members = plan.Rotations.Where(rotation => IsSame(rotation.Name, name)).SelectMany(rotation => rotation.Members);
        string[] all = [name, .. roles, .. members];
        return plan.Contacts.Where(contact => all.Any(wanted => IsSame(contact.Name, wanted) || IsSame(contact.Role, wanted) || IsSame(contact.Role?.Split(':')[0], wanted)));
    }

    private static bool IsReachable(PlanContact contact) =>
        contact.Phone is not null || contact.Methods.Count > 0 || (contact.Email is not null && contact.Placeholder is null);

    // "Platform Lead (Jane)" names the platform lead.
    private static bool IsSame(string? known, string wanted) =>
        known is { Length: > 1 } && (string.Equals(known.Trim(), wanted.Trim(), StringComparison.OrdinalIgnoreCase) || Import.Words.Of(wanted).Find(new(known)) is not null);
}
