using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>What the page with the whole plan holds, in its order.</summary>
public sealed partial class PlanContents
{
    [Parameter, EditorRequired]
    public required PlanVersionView Version { get; set; }

    // The whole address, because the page's base is the console's root.
    private string To(string place) => $"{PlanLinks.Version(Version.Summary.VersionId, PlanPart.Whole)}#{place}";
}
