using DrConsole.Plans.Doctor;
using DrConsole.Plans.Schema;
using DrConsole.Web.Plans.Edit;

namespace DrConsole.Web.Plans.Doctor;

/// <summary>What findings on a page have in common.</summary>
/// <param name="DraftId">The draft that is examined; null for a version.</param>
/// <param name="VersionId">The version that is examined; null for a draft.</param>
/// <param name="Changed">Called when something was mended or waived.</param>
/// <param name="Left">Cancelled when the page is left.</param>
public sealed record FindingContext(Guid PlanId, PlanTree Plan, bool HasSource, Guid? DraftId, Guid? VersionId, Func<Task> Changed, CancellationToken Left)
{
    /// <summary>What the evidence is called, e.g. "Step “Restore”"; null when it is the document.</summary>
    public string? Title(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Item is { } key && Plan.Find(key) is { } node ? $"{node.Kind.Singular} “{Cut(node.Title)}”" : null;
    }

    /// <summary>Where the item is shown: in a draft its form, in a version its part; null for what the plan does not have.</summary>
    public string? Link(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Item is not { } key ? null
            : VersionId is { } version ? DoctorLinks.Item(version, Plan, key)
            : DraftId is { } draft && Plan.Find(key) is { } node ? EditLinks.Item(draft, node)
            : null;
    }

    private static string Cut(string title) => title.Length <= 80 ? title : title[..79] + "…";
}
