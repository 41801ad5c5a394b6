using System.Globalization;
using DrConsole.Access;
using DrConsole.Plans.Review;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DrConsole.Web.Plans.Review;

/// <summary>An import beside its source, to be accepted, changed, moved or rejected item by item before it becomes a draft.</summary>
public sealed partial class ImportReviewPage(ImportShelf shelf, ImportCommands commands, LiveFeed feed, CurrentActor current, TimeProvider clock, IJSRuntime browser, ILogger<ImportReviewPage> logger)
{
    private Load<ReviewSheet> _sheet = new();
    private ReviewDesk? _desk;
    private ReviewFilter _filter = new();
    private (string Id, RowWork Work)? _open;
    private (string Id, bool IsOpened)? _focus;
    private int _page;

    [Parameter]
    public Guid ImportId { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (shelf.Peek(ImportId) is { } known)
        {
            _sheet = new([known]); // as prerendered: the page keeps its height, and the reader their place
        }

        _desk = new(ImportId, await current.GetAsync(), await current.MayAsync(Right.EditPlan), commands, feed, clock, Left);
        if (_sheet.Items is null)
        {
            await RefreshAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focus is { } focus)
        {
            _focus = null;
            await browser.InvokeVoidAsync("drconsole.showRow", Left, RowId.Of(focus.Id), focus.IsOpened);
        }
    }

    private async Task RefreshAsync()
    {
        _sheet = await _sheet.RefreshOneAsync(ct => shelf.ReadAsync(ImportId, ct), logger, Left);
        StateHasChanged();
    }

    private void ShowAsync(ChangeEventArgs chosen)
    {
        _filter = _filter with { Show = Enum.Parse<ReviewShow>((string)chosen.Value!) };
        (_page, _open) = (0, null);
    }

    private void ChoosePart(ChangeEventArgs chosen)
    {
        _filter = _filter with { Part = (string?)chosen.Value ?? "" };
        (_page, _open) = (0, null);
    }

    private void TurnAsync(int page, bool toLast)
    {
        (_page, _open) = (Math.Max(0, page), null);
        var rows = _sheet.Items![0].Shown(_filter).Skip(_page * ReviewFilter.PageSize).Take(ReviewFilter.PageSize).ToList();
        _focus = rows.Count > 0 ? ((toLast ? rows[^1] : rows[0]).Id, false) : null;
    }

    private void OpenAsync(ReviewRow row, RowWork work)
    {
        _open = _open == (row.Id, work) ? null : (row.Id, work);
        _focus = (row.Id, _open is not null);
    }

    private void CloseAsync(ReviewRow row) => (_open, _focus) = (null, (row.Id, false));

    private async Task MovedAsync(ReviewRow row, string? made)
    {
        await RefreshAsync();
        _open = null;
        Show(made ?? row.Key);
    }

    // A click on a source line whose result is on another page, or filtered out.
    private void FindLineAsync(ChangeEventArgs asked)
    {
        if (int.TryParse((string?)asked.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && _sheet.Items is [var sheet] && sheet.At(line) is { } row)
        {
            Show(row.Id);
        }
    }

    private void Show(string id)
    {
        var sheet = _sheet.Items![0];
        if (!sheet.Shown(_filter).Any(row => row.Id == id))
        {
            _filter = new();
        }

        var place = sheet.Shown(_filter).ToList().FindIndex(row => row.Id == id);
        if (place >= 0)
        {
            (_page, _focus) = (place / ReviewFilter.PageSize, (id, false));
        }
    }

    private static string Words(ReviewShow show) => show switch
    {
        ReviewShow.Undecided => "Not yet looked at",
        ReviewShow.Flagged => "Flagged",
        ReviewShow.Notes => "Kept as notes",
        ReviewShow.Rejected => "Rejected",
        _ => "All",
    };
}
