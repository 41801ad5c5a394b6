using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>A step as it is read, not run: number, danger, who, what to expect, commands.</summary>
public sealed partial class StepView
{
    [Parameter, EditorRequired]
    public required Step Step { get; set; }

    [Parameter]
    public int Number { get; set; }
}
