using DrConsole.Access;
using DrConsole.Incidents;
using DrConsole.Tests.Support;
using DrConsole.Web.Incidents;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Tests.Incidents;

public sealed class IncidentPartsTests
{
    [Fact]
    public async Task An_undo_button_is_called_by_the_word_that_is_seen_on_it()
    {
        var row = await RowAsync(ItemState.Done);

        var undo = Assert.Single(row.QuerySelectorAll(".checklist-actions button"));
        Assert.StartsWith(undo.TextContent, undo.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    private static Task<AngleSharp.Dom.IDocument> RowAsync(ItemState state)
    {
        var desk = new IncidentDesk(Guid.Empty, Actor.SignIn, true, true, null!, null!, null!, TimeProvider.System, TestContext.Current.CancellationToken);
        var item = new BoardItem(Guid.CreateVersion7(), 1, null, "Stop the jobs", [], null, null, false, state, null, "Ann", DateTimeOffset.UnixEpoch, 1);
        RenderFragment row = builder =>
        {
            builder.OpenComponent<ItemRow>(0);
            builder.AddComponentParameter(1, nameof(ItemRow.Item), item);
            builder.AddComponentParameter(2, nameof(ItemRow.MayChange), true);
            builder.CloseComponent();
        };
        return Rendered.DocumentAsync<CascadingValue<IncidentDesk>>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Value"] = desk, ["ChildContent"] = row });
    }
}
