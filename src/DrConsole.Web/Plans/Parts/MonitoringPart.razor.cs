using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>What is watched, and commands of general use.</summary>
public sealed partial class MonitoringPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }
}
