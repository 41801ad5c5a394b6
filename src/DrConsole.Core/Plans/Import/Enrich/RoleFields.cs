namespace DrConsole.Plans.Import.Enrich;

/// <summary>Who fills a role: the one contact who is named for it.</summary>
internal static class RoleFields
{
    public static PlanDocument Fill(PlanDocument document, Reading reading)
    {
        _ = reading;
        return document with { Roles = [.. document.Roles.Select(role => role with { Holder = role.Holder ?? Holder(role, document) })] };
    }

    private static string? Holder(PlanRole role, PlanDocument document)
    {
        var named = document.Contacts.Where(contact => contact.Name is not null && string.Equals(contact.Role, role.Name, StringComparison.OrdinalIgnoreCase)).Select(contact => contact.Name).Distinct(StringComparer.Ordinal).ToList();
        return named.Count == 1 ? named[0] : null;
    }
}
