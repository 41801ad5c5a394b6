using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit.Inputs;

/// <summary>Rows in an order that buttons change: dragging is not needed.</summary>
public sealed partial class OrderedRows
{
    [Parameter, EditorRequired]
    public int Count { get; set; }

    /// <summary>What a row is called in the names of its buttons.</summary>
    [Parameter, EditorRequired]
    public required Func<int, string> Name { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<int> Row { get; set; }

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter]
    public bool IsEnabled { get; set; }

    [Parameter]
    public EventCallback<(int From, int To)> OnMove { get; set; }

    [Parameter]
    public EventCallback<int> OnRemove { get; set; }

    /// <summary>The list with one entry at another place.</summary>
    public static IReadOnlyList<T> Moved<T>(IReadOnlyList<T> list, (int From, int To) move)
    {
        List<T> moved = [.. list];
        moved.RemoveAt(move.From);
        moved.Insert(move.To, list[move.From]);
        return moved;
    }
}
