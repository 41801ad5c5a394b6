namespace DrConsole.Plans.Doctor;

/// <summary>A scenario has no steps.</summary>
internal sealed class ScenarioWithoutSteps : IPlanRule
{
    public string Id => "scenario-without-steps";

    public string Title => "A scenario has no steps";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "An incident can be declared from it, and then there is nothing to do.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from scenario in plan.Document.Scenarios
        where !scenario.Steps().Any()
        select Finding.Of(this, scenario.Key, $"“{scenario.Title}” has no steps.", "Write them down, or take the scenario out.", plan.At(scenario));
}
