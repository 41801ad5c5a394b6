namespace DrConsole.Plans.Doctor;

/// <summary>A snippet turns a protection off.</summary>
internal sealed class UnsafeConfiguration : IPlanRule
{
    public string Id => "unsafe-configuration";

    public string Title => "A snippet turns a protection off";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Snippets in a plan are copied as they stand, most of all in a hurry.";

    public IEnumerable<Finding> Examine(PlanExamination plan) =>
        from found in UnsafeSettings.In(plan)
        where UnsafeSettings.Promise(plan, found.Line, found.Setting) is null // else it is a contradiction, which is worse
        select Finding.Of(this, $"{found.Line.Item} {found.Setting.Says}", $"The configuration in the plan says that {found.Setting.Says}.", "Turn the protection on where it runs, and in the snippet.", plan.At(found.Line));
}
