namespace DrConsole.Plans.Doctor;

/// <summary>A contact is only a placeholder.</summary>
internal sealed class PlaceholderContact : IPlanRule
{
    public string Id => "placeholder-contact";

    public string Title => "A contact is only a placeholder";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "Nobody answers a call to “[Contact]”.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from contact in plan.Document.Contacts
        where contact.Placeholder is not null
        let reachable = contact.Phone is not null || contact.Email is not null || contact.Methods.Count > 0
        select Finding.Of(
            this, contact.Key, $"{(contact.Role ?? contact.Name ?? "A contact")} has “{contact.Placeholder}” where a {(reachable ? "number" : "person")} should be.", "Put in who it is, and how to reach them; then try it.", plan.At(contact)) with
        { Severity = reachable ? FindingSeverity.Warning : FindingSeverity.Error };
}
