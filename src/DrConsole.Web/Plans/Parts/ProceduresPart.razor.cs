using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Named scripts and runbooks that steps refer to.</summary>
public sealed partial class ProceduresPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }

    /// <summary>The version that is read, so that references become links.</summary>
    [Parameter]
    public Guid? VersionId { get; set; }
}
