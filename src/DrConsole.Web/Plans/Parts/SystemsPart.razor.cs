using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>The protected components, and what outside them recovery relies on.</summary>
public sealed partial class SystemsPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }
}
