namespace DrConsole.Plans.Doctor;

/// <summary>There is no copy off site.</summary>
internal sealed class NoOffSiteCopy : IPlanRule
{
    public string Id => "no-off-site-copy";

    public string Title => "There is no copy off site";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "What destroys the site destroys the backups with it: fire, theft, or somebody with the administrator’s password.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        foreach (var (subject, policies) in Places.BySubject(plan))
        {
            var places = policies.SelectMany(policy => Places.Of(policy, plan.Document)).ToList();
            if (places.Count > 0 && places.TrueForAll(place => Terms.Say(Concept.Near, place) && !Terms.Say(Concept.Far, place)))
            {
                yield return Finding.Of(
                    this, subject, $"Every copy of “{subject}” lies where its original is: {Spoken.Names([.. places.Distinct(StringComparer.Ordinal)])}.", "Add a copy in another place, with other credentials.", [.. policies.Select(policy => plan.At(policy))]);
            }
        }
    }
}
