using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Classes of incidents with their recovery targets.</summary>
public sealed partial class TiersPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }
}
