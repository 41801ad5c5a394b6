using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Whatever must happen again and again: tests, training, reviews, rotations.</summary>
public sealed partial class DutiesPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }

    private static string Name(DutyKind kind) => kind switch
    {
        DutyKind.Test => "Tests and drills",
        DutyKind.Training => "Training",
        DutyKind.Review => "Reviews",
        DutyKind.KeyRotation => "Key rotation",
        _ => "Access reviews",
    };
}
