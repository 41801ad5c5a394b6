using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>The plan at a glance: its particulars, its version with the hash, and how much of it found a place.</summary>
public sealed partial class OverviewPart(TimeProvider clock)
{
    private ReviewState _review = null!;

    [Parameter, EditorRequired]
    public required PlanVersionView Version { get; set; }

    /// <summary>Shows the scenarios as well; off where they follow anyway.</summary>
    [Parameter]
    public bool Entrances { get; set; } = true;

    private PlanMeta Meta => Version.Document.Meta;

    private int PlacedCount => PlanPart.All.Where(static part => !IsNotes(part)).Sum(part => part.Count(Version.Document)) + Version.Document.Changes.Count;

    private double PlacedShare => PlacedCount + Version.Document.Notes.Count is var all and > 0 ? (double)PlacedCount / all : 0;

    private string Silent => string.Join(", ", PlanPart.All
        .Where(part => !IsNotes(part) && part.Count(Version.Document) == 0)
        .Select(static part => part.Title.ToLowerInvariant()));

    protected override void OnParametersSet() =>
        _review = ReviewState.Of(Version.Summary.NextReview, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));

    private static bool IsNotes(PlanPart part) => string.Equals(part.Slug, "notes", StringComparison.Ordinal);

    private IEnumerable<(string Name, string? Value)> Particulars()
    {
        yield return ("Title in the document", Meta.Title);
        yield return ("Version in the document", Meta.Version);
        yield return ("Owner", Meta.Owner);
        yield return ("Approver", Meta.Approver);
        yield return ("Classification", Meta.Classification);
        yield return ("Last updated", Meta.LastUpdated ?? NoDate(Meta.LastUpdatedRaw));
        yield return ("Next review", Meta.NextReview ?? NoDate(Meta.NextReviewRaw));
        yield return ("Reviewed", Meta.ReviewCadence);
        yield return ("Language", Meta.Language);
    }

    private static string? NoDate(string? raw) => raw is null ? null : $"“{raw}”, which is no date";
}
