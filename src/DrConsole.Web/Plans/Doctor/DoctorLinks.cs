using DrConsole.Plans.Schema;

namespace DrConsole.Web.Plans.Doctor;

/// <summary>Addresses of the doctor's pages, and of what its findings are about.</summary>
public static class DoctorLinks
{
    /// <summary>All rules with what they find and why it matters.</summary>
    public const string Rules = "/plans/doctor/rules";

    /// <summary>The draft's findings.</summary>
    public static string Draft(Guid draftId) => $"/plans/drafts/{draftId}/doctor";

    /// <summary>A version's findings.</summary>
    public static string Version(Guid versionId) => $"/plans/versions/{versionId}/doctor";

    /// <summary>One rule on the page of the rules.</summary>
    public static string Rule(string id) => $"{Rules}#{id}";

    /// <summary>Where a version shows an item; null for an item that it does not have.</summary>
    public static string? Item(Guid versionId, PlanTree plan, string key)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var node = plan.Find(key);
        while (node?.Place.Parent is { } parent && node.Kind.Parents.Count > 0 && plan.Find(parent) is { } holder)
        {
            node = holder;
        }

        return node is null ? null
            : string.Equals(node.Kind.Name, "scenario", StringComparison.Ordinal) ? PlanLinks.Scenario(versionId, node.Key)
            : PlanLinks.Version(versionId, node.Kind.Part);
    }
}
