namespace DrConsole.Plans.Doctor;

/// <summary>There is no date for the next review.</summary>
internal sealed class ReviewWithoutDate : IPlanRule
{
    private const double LongestMinutes = 10 * 366 * 1440d; // what is longer is a slip of the pen, and may be no date at all

    public string Id => "review-without-date";

    public string Title => "There is no date for the next review";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "“Quarterly” reminds nobody.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        if (ReviewDate.Due(plan.Document.Meta.NextReview) is null)
        {
            var meta = plan.Document.Meta;
            var cadence = Interval.InWords(meta.ReviewCadence ?? meta.NextReviewRaw);
            yield return Finding.Of(
                this, "review", (meta.ReviewCadence ?? meta.NextReviewRaw) is { } said ? $"The plan says “{said}”, but no date." : "The plan does not say when it is reviewed next.", "Set a date.", plan.AtTop(meta.NextReviewRaw)) with
            { Fix = cadence is > 1440 and < LongestMinutes ? Fix(plan.Today.AddDays((int)(cadence.Value / 1440))) : null };
        }
    }

    private static FindingFix Fix(DateOnly next) => new($"Set the next review to {next:yyyy-MM-dd}", [new("meta", "nextReview", $"\"{next:yyyy-MM-dd}\"")]);
}
