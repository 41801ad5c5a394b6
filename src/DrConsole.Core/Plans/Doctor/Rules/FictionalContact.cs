namespace DrConsole.Plans.Doctor;

/// <summary>A contact looks made up.</summary>
internal sealed class FictionalContact : IPlanRule
{
    private static readonly CommandPattern Fictional = new(@"(^|[^0-9])555[ .-]?01[0-9]{2}\b");
    private static readonly CommandPattern Sample = new(@"@(example\.(com|org|net)|company\.com|yourcompany\.com|domain\.com|test\.com|.*\.(example|invalid|test))$");
    private static readonly CommandPattern Nobody = new(@"^(john|jane) (doe|smith)$|^(max|erika) mustermann$|^jean dupont$|^juan p[eé]rez$|^mario rossi$|^fulano");

    public string Id => "fictional-contact";

    public string Title => "A contact looks made up";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Sample data looks finished, so nobody replaces it.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from contact in plan.Document.Contacts
        let phone = contact.Phone ?? contact.Methods.FirstOrDefault(method => method.Kind is ContactMethodKind.Phone or ContactMethodKind.Sms)?.Value ?? ""
        let sign = Fictional.In(phone) ? $"the number {phone} is reserved for fiction" : Sample.Find(contact.Email ?? "") is { } address ? $"“{address}” is a sample address" : Nobody.In(contact.Name ?? "") ? $"“{contact.Name}” is a name of samples" : null
        where sign is not null && contact.Placeholder is null
        select Finding.Of(this, contact.Key, $"{contact.Role ?? contact.Name} looks made up: {sign}.", "Put in the real person, and try the number.", plan.At(contact));
}
