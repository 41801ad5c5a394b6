using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Who answers for what, whom to tell, and messages prepared in advance.</summary>
public sealed partial class RolesPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }
}
