using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>A table in a region that scrolls by itself and by keyboard. On a phone each row becomes a card: give cells a <c>data-label</c>.</summary>
public sealed partial class Board
{
    /// <summary>What the table shows, for those who hear the page.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
