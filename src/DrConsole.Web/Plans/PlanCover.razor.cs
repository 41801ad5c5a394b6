using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>The first page of a printed plan: which plan, which version, by whom, and when it was printed.</summary>
public sealed partial class PlanCover(TimeProvider clock)
{
    private DateTimeOffset _opened;

    [Parameter, EditorRequired]
    public required PlanVersionView Version { get; set; }

    // A page may be printed long after it was opened: the browser writes the moment of printing over it.
    protected override void OnInitialized() => _opened = clock.GetUtcNow();
}
