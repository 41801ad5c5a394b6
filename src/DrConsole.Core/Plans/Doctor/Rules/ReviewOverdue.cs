namespace DrConsole.Plans.Doctor;

/// <summary>The review is overdue.</summary>
internal sealed class ReviewOverdue : IPlanRule
{
    public string Id => "review-overdue";

    public string Title => "The review is overdue";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "Systems change every week. A plan that nobody looked at describes a house that is not there any more.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        if (ReviewDate.Due(plan.Document.Meta.NextReview) is { } due && due < plan.Today)
        {
            var days = plan.Today.DayNumber - due.DayNumber;
            yield return Finding.Of(this, "review", $"The review was due {plan.Document.Meta.NextReview}, {days} {(days == 1 ? "day" : "days")} ago.", "Review the plan, and set the next date.", plan.AtTop(plan.Document.Meta.NextReviewRaw ?? plan.Document.Meta.NextReview));
        }
    }
}
