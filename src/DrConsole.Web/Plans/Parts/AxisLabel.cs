using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace DrConsole.Web.Plans.Parts;

/// <summary>A text inside an SVG drawing. In code, because Razor keeps the tag <c>text</c> for itself.</summary>
public sealed class AxisLabel : ComponentBase
{
    /// <summary>Where it stands, e.g. <c>40%</c>.</summary>
    [Parameter, EditorRequired]
    public required string At { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter]
    public string? Class { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", At);
        builder.AddAttribute(2, "y", "14");
        builder.AddAttribute(3, "class", Class);
        builder.AddContent(4, Text);
        builder.CloseElement();
    }
}
