namespace DrConsole.Plans.Doctor;

/// <summary>The plan does not say what an outside service’s failure means.</summary>
internal sealed class DependencyWithoutImpact : IPlanRule
{
    public string Id => "dependency-without-impact";

    public string Title => "The plan does not say what an outside service’s failure means";

    public FindingSeverity Severity => FindingSeverity.Hint;

    public string Why => "When the service is down as well, somebody has to find out what still works without it.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var silent = plan.Document.ExternalDependencies.Where(dependency => dependency.Impact is null && dependency.Fallback is null).ToList();
        if (silent.Count > 0)
        {
            yield return Finding.Of(
                this, "dependencies", $"The plan does not say what happens without {Spoken.Names([.. silent.Select(dependency => dependency.Name)])}.", "State the impact of each, and what is done meanwhile.", [.. silent.Select(dependency => plan.At(dependency))]);
        }
    }
}
