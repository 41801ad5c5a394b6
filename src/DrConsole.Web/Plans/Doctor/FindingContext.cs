using DrConsole.Plans.Doctor;
using DrConsole.Plans.Schema;

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

    /// <summary>Where the item is shown; null in a draft, whose items are shown beside their source.</summary>
    public string? Link(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return VersionId is { } version && evidence.Item is { } key ? DoctorLinks.Item(version, Plan, key) : null;
    }

    private static string Cut(string title) => title.Length <= 80 ? title : title[..79] + "…";
}
