namespace DrConsole.Plans.Doctor;

/// <summary>A scenario names no sign to detect it by.</summary>
internal sealed class ScenarioWithoutDetection : IPlanRule
{
    public string Id => "scenario-without-detection";

    public string Title => "A scenario names no sign to detect it by";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Who is on call sees signs, not scenarios; without them the right checklist is found late.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from scenario in plan.Document.Scenarios
        where scenario.Detection.Count == 0 && !scenario.Steps().Any(step => plan.Lexicon.Speaks(step.Group ?? "", Import.Topic.Detection))
        select Finding.Of(this, scenario.Key, $"“{scenario.Title}” names no sign by which it shows.", "List what alerts fire, what users report, and what is seen in the systems.", plan.At(scenario));
}
