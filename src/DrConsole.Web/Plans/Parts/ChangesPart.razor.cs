using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>The plan's own change record, as the document has it.</summary>
public sealed partial class ChangesPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }
}
