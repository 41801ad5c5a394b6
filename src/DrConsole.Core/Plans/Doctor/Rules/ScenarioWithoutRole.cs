namespace DrConsole.Plans.Doctor;

/// <summary>A scenario names nobody who does it.</summary>
internal sealed class ScenarioWithoutRole : IPlanRule
{
    public string Id => "scenario-without-role";

    public string Title => "A scenario names nobody who does it";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "A step for everybody is done by nobody, or twice.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from scenario in plan.Document.Scenarios
        where scenario.Role is null && scenario.Steps().Any() && scenario.Steps().All(step => step.Role is null)
        select Finding.Of(this, scenario.Key, $"“{scenario.Title}” names no role: neither who leads nor who does a step.", "Say who leads, and for each step whose it is.", plan.At(scenario));
}
