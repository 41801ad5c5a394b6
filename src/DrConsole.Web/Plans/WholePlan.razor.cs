using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>All parts of a version on one page.</summary>
public sealed partial class WholePlan
{
    [Parameter, EditorRequired]
    public required PlanVersionView Version { get; set; }
}
