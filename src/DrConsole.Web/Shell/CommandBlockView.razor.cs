using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>A command as the plan has it, to be copied.</summary>
public sealed partial class CommandBlockView
{
    [Parameter, EditorRequired]
    public required CommandBlock Command { get; set; }
}
