using DrConsole.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Recovery time and recovery point targets, as a table and drawn to scale.</summary>
public sealed partial class ObjectivesPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }

    private static string Target(double? minutes, string? qualifier) =>
        minutes is { } value ? $"{qualifier} {Durations.Say(value)}".Trim() : "not said";
}
