namespace DrConsole.Plans.Doctor;

/// <summary>A contact has no phone.</summary>
internal sealed class ContactWithoutPhone : IPlanRule
{
    public string Id => "contact-without-phone";

    public string Title => "A contact has no phone";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Mail and chat are read in the morning, and may be down with the rest.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from contact in plan.Document.Contacts
        where contact.Placeholder is null && !IsBareRole(contact, plan.Document) && contact.Phone is null && !contact.Methods.Any(method => method.Kind is ContactMethodKind.Phone or ContactMethodKind.Sms or ContactMethodKind.Pager)
        let any = contact.Email is not null || contact.Methods.Count > 0
        select Finding.Of(this, contact.Key, $"{contact.Name ?? contact.Role ?? "A contact"} has {(any ? "no phone" : "no phone, and no other way to be reached")}.", "Add a number that is answered at night.", plan.At(contact));

    // A role that nobody fills is a fault of its own.
    private static bool IsBareRole(PlanContact contact, PlanDocument plan) =>
        contact.Name is null && plan.Roles.Any(role => string.Equals(role.Name, contact.Role, StringComparison.OrdinalIgnoreCase));
}
