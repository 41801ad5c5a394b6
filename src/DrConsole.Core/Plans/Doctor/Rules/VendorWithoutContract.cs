namespace DrConsole.Plans.Doctor;

/// <summary>A vendor has no contract number.</summary>
internal sealed class VendorWithoutContract : IPlanRule
{
    public string Id => "vendor-without-contract";

    public string Title => "A vendor has no contract number";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "The first thing that a vendor’s hotline asks for is the number of the contract.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from contact in plan.Document.Contacts
        where contact.External && contact.ContractNumber is null && (contact.Name ?? contact.Company ?? contact.Email ?? contact.Phone) is not null
        select Finding.Of(this, contact.Key, $"{contact.Role ?? contact.Company ?? contact.Name} has no contract number.", "Add the contract or customer number, and the support level.", plan.At(contact));
}
