using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Named scripts and runbooks that steps refer to.</summary>
public sealed partial class ProceduresPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }
}
