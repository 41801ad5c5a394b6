using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>The disasters that the plan foresees, as entry points to their pages.</summary>
public sealed partial class ScenariosPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }

    [Parameter, EditorRequired]
    public Guid VersionId { get; set; }

    [Parameter]
    public int Level { get; set; } = 2;
}
