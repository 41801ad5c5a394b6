using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>A text of the plan as formatted text. Markup in it is shown, never run.</summary>
public sealed partial class Markdown
{
    private MarkupString _html;

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    protected override void OnParametersSet() => _html = new(SafeMarkdown.ToHtml(Text));
}
