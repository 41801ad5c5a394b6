using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>Says on every page of a version which plan and which version it is.</summary>
public sealed partial class VersionLine
{
    [Parameter, EditorRequired]
    public required PlanVersionView Version { get; set; }
}
