namespace DrConsole.Plans.Doctor;

/// <summary>An escalation level reaches nobody.</summary>
internal sealed class LevelWithoutPerson : IPlanRule
{
    public string Id => "level-without-person";

    public string Title => "An escalation level reaches nobody";

    public FindingSeverity Severity => FindingSeverity.Error;

    public string Why => "The call stops at this level: the plan does not know whom the name stands for.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from level in plan.Document.Escalation
        let people = Reached.By(level, plan.Document)
        where people.Count == 0
        select Finding.Of(
            this, level.Key, $"{level.Level}, “{level.Who}”: the plan has no contact, role or rotation of that name that can be reached.", "Name contacts with a phone, or a rotation, as those who are called.", plan.At(level));
}
