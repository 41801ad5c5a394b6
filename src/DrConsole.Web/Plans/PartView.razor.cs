using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>One part of a version, or the honest sentence that the plan says nothing there.</summary>
public sealed partial class PartView
{
    [Parameter, EditorRequired]
    public required PlanVersionView Version { get; set; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    private PlanDocument Document => Version.Document;
}
