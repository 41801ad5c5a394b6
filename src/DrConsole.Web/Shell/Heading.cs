using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace DrConsole.Web.Shell;

/// <summary>A heading whose rank depends on where its part is shown: a part may be a page of its own or a chapter of a longer one.</summary>
public sealed class Heading : ComponentBase
{
    /// <summary>How many ranks lower than usual.</summary>
    [CascadingParameter(Name = "Depth")]
    public int Depth { get; set; }

    [Parameter]
    public int Level { get; set; } = 2;

    [Parameter]
    public string? Id { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, $"h{Math.Min(6, Level + Depth)}");
        builder.AddAttribute(1, "id", Id);
        builder.AddContent(2, ChildContent);
        builder.CloseElement();
    }
}
