namespace DrConsole.Plans.Doctor;

/// <summary>One thing that is wrong with a plan.</summary>
/// <param name="Rule">Id of the rule that found it.</param>
/// <param name="Subject">What it is about; the same fault in a later version has the same subject, so that a waiver still fits.</param>
/// <param name="Message">A sentence that says what is wrong.</param>
/// <param name="Mend">A sentence that says what would cure it.</param>
public sealed record Finding(string Rule, FindingSeverity Severity, string Subject, string Message, string Mend)
{
    private const int SubjectLength = 400;

    /// <summary>Where it shows, the best place first; never empty.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Null when a person has to think first.</summary>
    public FindingFix? Fix { get; init; }

    internal static Finding Of(IPlanRule rule, string subject, string message, string mend, params IReadOnlyList<Evidence> evidence) =>
        new(rule.Id, rule.Severity, subject.Length > SubjectLength ? subject[..SubjectLength] : subject, message, mend) { Evidence = evidence };
}
