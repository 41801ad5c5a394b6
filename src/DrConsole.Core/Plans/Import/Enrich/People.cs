namespace DrConsole.Plans.Import.Enrich;

/// <summary>The contacts, roles and rotations of a plan by their names.</summary>
internal sealed class People
{
    private static readonly string[] Joints = [", ", "; ", " / ", " & ", " + ", " and ", " und ", " et ", " y ", " e ", " en ", " и ", " ve ", "、", "，", "；", "和", "と"];

    private readonly List<(string Said, string Name)> known;

    public People(PlanDocument document) => known =
    [
        .. document.Roles.Select(role => (role.Name, role.Name)),
        .. document.Rotations.Select(rotation => (rotation.Name, rotation.Name)),
        .. document.Contacts.Where(contact => contact.Name is not null).Select(contact => (contact.Name!, contact.Name!)),
        .. document.Contacts.Where(contact => contact.Role is not null).SelectMany(contact => Names(contact.Role!).Select(said => (said, contact.Name ?? contact.Role!))),
    ];

    /// <summary>The names that a text calls, in its order; a name of one word must stand alone, since it may be part of another's.</summary>
    public IReadOnlyList<string> In(string text)
    {
        var parts = text.Split(['(', '（'])[0].Split(Joints, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var found = known.Where(one => parts.Any(part => string.Equals(part, one.Said, StringComparison.OrdinalIgnoreCase)) || (IsTelling(one.Said) && NameMatch.Names(text, one.Said))).ToList();
        return
        [
            .. found.Where(one => !found.Any(other => other.Said.Length > one.Said.Length && NameMatch.Names(other.Said, one.Said)))
                .OrderBy(one => text.IndexOf(one.Said, StringComparison.OrdinalIgnoreCase)).Select(one => one.Name).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The role of exactly that name; null when the plan has none.</summary>
    public string? Role(string text) => known.FirstOrDefault(one => string.Equals(one.Said, text.Trim(), StringComparison.OrdinalIgnoreCase)).Said;

    // "Backup Team: Primary" is also called when the text says "Backup Team".
    private static IEnumerable<string> Names(string role) => role.IndexOf(": ", StringComparison.Ordinal) is var at and > 0 ? [role, role[..at]] : [role];

    private static bool IsTelling(string name) => Words.Of(name).All.Count() > 1 || (name.Length > 2 && name.Any(Words.IsIdeographic));
}
