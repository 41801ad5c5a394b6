using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Lists to check off, under the heading that groups them.</summary>
public sealed partial class ChecklistsPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }
}
