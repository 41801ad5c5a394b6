namespace DrConsole.Plans.Doctor;

/// <summary>Examines plans by all rules. Pure: the same document, text and day give the same findings.</summary>
public static class PlanDoctor
{
    /// <summary>What is wrong with a plan, the worst first; findings of one rule stand together, in the order of the document.</summary>
    /// <param name="text">The document that the plan was imported from; null when there is none.</param>
    /// <param name="today">The day on which dates are judged.</param>
    public static IReadOnlyList<Finding> Examine(PlanDocument document, string? text, DateOnly today)
    {
        var plan = new PlanExamination(document, text, today);
        return
        [
            .. PlanRules.All.SelectMany((rule, order) => rule.Examine(plan).Select(finding => (Finding: finding, Order: order)))
                .DistinctBy(found => (found.Finding.Rule, found.Finding.Subject))
                .OrderBy(found => found.Finding.Severity).ThenBy(found => found.Order).ThenBy(found => Line(found.Finding))
                .Select(found => found.Finding),
        ];
    }

    private static int Line(Finding finding) => finding.Evidence is [{ Source.First: var line }, ..] ? line : int.MaxValue;
}
