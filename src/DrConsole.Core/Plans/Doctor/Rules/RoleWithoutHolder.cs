namespace DrConsole.Plans.Doctor;

/// <summary>A role is filled by nobody.</summary>
internal sealed class RoleWithoutHolder : IPlanRule
{
    public string Id => "role-without-holder";

    public string Title => "A role is filled by nobody";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "A role is a chair; on the day somebody must sit on it.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var empty = plan.Document.Roles.Where(role => role.Holder is null && !plan.Document.Contacts.Any(contact => contact.Placeholder is null && contact.Name is not null && string.Equals(contact.Role, role.Name, StringComparison.OrdinalIgnoreCase))).ToList();
        if (empty.Count > 0)
        {
            yield return Finding.Of(
                this, "roles", $"The plan does not say who fills {Spoken.Names([.. empty.Select(role => role.Name)])}.", "Name a contact and a deputy for each role.", [.. empty.Select(role => plan.At(role))]);
        }
    }
}
