namespace DrConsole.Plans.Doctor;

/// <summary>Backups may lie unencrypted.</summary>
internal sealed class UnencryptedDestination : IPlanRule
{
    public string Id => "unencrypted-destination";

    public string Title => "Backups may lie unencrypted";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "A backup holds everything, and leaves the house; unencrypted it is a data breach that waits.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var places = plan.Document.StorageLocations;
        foreach (var place in places.Where(place => Terms.Say(Concept.Unencrypted, place.Encryption, place.Format, place.Location)))
        {
            yield return Finding.Of(this, place.Key, $"“{place.Name}” keeps backups unencrypted.", "Encrypt before anything is sent there.", plan.At(place)) with { Severity = FindingSeverity.Error };
        }

        var encrypted = places.Where(place => Terms.Say(Concept.Encrypted, Places.Words(place))).ToList();
        foreach (var place in places.Where(place => encrypted.Count > 0 && !encrypted.Contains(place) && (place.Location ?? place.Region) is not null))
        {
            yield return Finding.Of(this, place.Key, $"The plan does not say that “{place.Name}” is encrypted, while it says so of others.", "State its encryption.", plan.At(place));
        }

        if (plan.Document.Backups.Count + places.Count > 0 && encrypted.Count == 0 && !plan.Document.Backups.Any(policy => policy.Encryption is not null) && !plan.Lines.Any(line => Terms.Say(Concept.Encrypted, line)) && plan.Lines.Count > 0)
        {
            yield return Finding.Of(
                this, "backups", "Nothing in the plan says that its backups are encrypted.", "State the encryption of every place, and where its key is kept.",
                [.. places.Cast<PlanItem>().Concat(plan.Document.Backups).Take(5).Select(item => plan.At(item))]);
        }
    }
}
