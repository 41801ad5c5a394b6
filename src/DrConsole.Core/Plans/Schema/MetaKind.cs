namespace DrConsole.Plans.Schema;

/// <summary>The plan's own particulars.</summary>
internal static class MetaKind
{
    public static ItemKind Meta { get; } = new("meta", "Particulars", "Particulars", "meta", "title", typeof(PlanMeta),
    [
        Fields.Title("title", "Title"),
        Fields.Text("version", "Version", "The document's own version; the console numbers its versions itself."),
        Fields.Text("owner", "Owner"),
        Fields.Text("approver", "Approver"),
        Fields.Text("classification", "Classification"),
        Fields.Of("lastUpdated", "Last updated", FieldKind.Date),
        Fields.Text("lastUpdatedRaw", "Last updated, as written"),
        Fields.Of("nextReview", "Next review", FieldKind.Date),
        Fields.Text("nextReviewRaw", "Next review, as written"),
        Fields.Text("reviewCadence", "Review cadence", "How often the plan is reviewed, e.g. every six months."),
        Fields.Text("language", "Language", "Two letters, e.g. en."),
        Fields.LongText("summary", "Introduction"),
    ])
    { Part = "overview" };
}
