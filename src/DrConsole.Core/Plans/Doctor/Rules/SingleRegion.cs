namespace DrConsole.Plans.Doctor;

/// <summary>All copies lie in one region.</summary>
internal sealed class SingleRegion : IPlanRule
{
    public string Id => "single-region";

    public string Title => "All copies lie in one region";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Regions fail as a whole: power, network, or the provider’s own mistake.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var (subject, policies) in Places.BySubject(plan))
        {
            var places = policies.SelectMany(policy => Places.Of(policy, plan.Document)).ToList();
            if (places.Count > 0 && places.TrueForAll(place => Terms.Say(Concept.OneRegion, place) && !Terms.Say(Concept.Far, place)))
            {
                yield return Finding.Of(
                    this, subject, $"Every copy of “{subject}” lies in one region: {Spoken.Names([.. places.Distinct(StringComparer.Ordinal)])}.",
                    "Add a copy in a second region; where the data must stay in a country, in a second region of it.", [.. policies.Select(policy => plan.At(policy))]);
            }
        }

        var regions = plan.Document.StorageLocations.Where(place => place.Region is not null).ToList();
        if (regions.Count > 1 && regions.Count == plan.Document.StorageLocations.Count && regions.DistinctBy(place => place.Region, StringComparer.OrdinalIgnoreCase).Count() == 1)
        {
            yield return Finding.Of(this, "storage", $"All {regions.Count} storage locations are in {regions[0].Region}.", "Add one in another region.", [.. regions.Select(place => plan.At(place))]);
        }
    }
}
