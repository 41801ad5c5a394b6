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

    /// <summary>The plan that holds what the step refers to.</summary>
    [Parameter]
    public PlanDocument? Document { get; set; }

    /// <summary>The version that is read; without one the references are no links.</summary>
    [Parameter]
    public Guid? VersionId { get; set; }

    // A reference that the plan does not hold any more is not shown as if it led somewhere.
    private IEnumerable<(string Key, string Title)> References() => Document is null ? [] :
        Document.Scenarios.Select(item => (item.Key, item.Title)).Concat(Document.Procedures.Select(item => (item.Key, item.Title))).Concat(Document.Checklists.Select(item => (item.Key, item.Title)))
            .Where(item => Step.RefersTo.Contains(item.Key, StringComparer.Ordinal));
}
