using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>How much of the document was understood, what was found and what was not, and what to look at.</summary>
public sealed partial class DraftSummary
{
    [Parameter, EditorRequired]
    public required PlanDraftView Draft { get; set; }

    private string Silent => string.Join(", ", PlanPart.All
        .Where(part => part.Count(Draft.Document) == 0 && !string.Equals(part.Slug, "notes", StringComparison.Ordinal))
        .Select(static part => part.Title.ToLowerInvariant()));
}
