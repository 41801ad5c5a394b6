using DrConsole.Plans.Doctor;
using DrConsole.Web.Plans.Doctor;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace DrConsole.Tests.Plans.Doctor;

/// <summary>A list of findings with what they have in common, as a page gives it to them.</summary>
internal sealed class ShownFindings : ComponentBase
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<JudgedFinding> Findings { get; set; }

    [Parameter, EditorRequired]
    public required FindingContext Context { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<CascadingValue<FindingContext>>(0);
        builder.AddComponentParameter(1, "Value", Context);
        builder.AddComponentParameter(2, "ChildContent", (RenderFragment)(inner =>
        {
            inner.OpenComponent<FindingList>(0);
            inner.AddComponentParameter(1, "Findings", Findings);
            inner.CloseComponent();
        }));
        builder.CloseComponent();
    }
}
