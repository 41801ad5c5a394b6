namespace DrConsole.Plans.Doctor;

/// <summary>A scenario ends without a check.</summary>
internal sealed class ScenarioWithoutValidation : IPlanRule
{
    public string Id => "scenario-without-validation";

    public string Title => "A scenario ends without a check";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "“It runs again” is not “it is right again”: without a check the incident is closed on a feeling.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from scenario in plan.Document.Scenarios
        where scenario.Validation.Count == 0 && scenario.Steps().Any() && !plan.Document.Checklists.Any(list => Terms.Say(Concept.Verify, list.Title, list.Section) || Terms.Say(Concept.Restore, list.Title, list.Section))
            && !Ending(scenario).Any(step => Terms.Say(Concept.Verify, [step.Text, step.Group, .. step.Commands.Select(code => code.Text)]))
        select Finding.Of(this, scenario.Key, $"“{scenario.Title}” does not say what must be true before it is over.", "List the checks: data, service, access, backups running again.", plan.At(scenario));

    // A check that something can be begun is no check that it is over: only the later half counts.
    private static IEnumerable<Step> Ending(Scenario scenario) => scenario.Steps().Skip(scenario.Steps().Count() / 2);
}
