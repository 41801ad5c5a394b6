using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using DrConsole.Platform;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Edit;

/// <summary>The editor of a draft: its parts, the items of the open part, the form of the chosen item, and who changed what.</summary>
public sealed partial class EditPage(
    IDraftQueries queries, DraftCommands commands, CurrentActor current, LiveFeed feed, PlanShelf shelf, TimeProvider clock, ILogger<EditPage> logger)
{
    private Load<DraftSheet> _sheet = new();
    private EditSession? _session;
    private ElementReference? _heading;
    private string? _focused;
    private Guid _actorId;

    [Parameter]
    public Guid DraftId { get; set; }

    [Parameter]
    public string? Part { get; set; }

    /// <summary>Key of the item whose form is open.</summary>
    [SupplyParameterFromQuery(Name = "item")]
    public string? Item { get; set; }

    private string Slug => Part?.ToLowerInvariant() ?? PlanPart.Overview;

    private string PartTitle => Slug == PlanPart.Overview ? PlanSchema.Meta.Singular : PlanPart.Find(Slug)?.Title ?? "no such part";

    private IReadOnlyList<ItemKind> Kinds => [.. PlanSchema.TopKinds.Where(kind => kind.Part == Slug)];

    protected override async Task OnParametersSetAsync()
    {
        if (_session?.DraftId != DraftId)
        {
            var actor = await current.GetAsync();
            _actorId = actor.Id;
            (_session, _sheet) = (new(DraftId, actor, commands, feed, shelf, clock, Left), new());
            await RefreshAsync();
        }
    }

    // The router moves the focus only when another page opens; here another part of the same page did.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var moved = _focused is not null && _focused != Slug;
        _focused = Slug;
        if (moved && _heading is { } heading)
        {
            await heading.FocusAsync();
        }
    }

    private PlanNode? Chosen(PlanTree tree) => Slug == PlanPart.Overview ? tree.Find("meta") : Item is null ? null : tree.Find(Item);

    private async Task RefreshAsync()
    {
        var read = await _sheet.RefreshOneAsync(ct => queries.SheetAsync(DraftId, _actorId, ct), logger, Left);
        if (read.Items is [var sheet])
        {
            _session!.Show(sheet);
        }

        _sheet = read;
        StateHasChanged();
    }

    private static string? Flag(bool isNothingThere) => isNothingThere ? "true" : null;

    private Task<DraftEdited?> UndoAsync() => _session!.UndoAsync(StateHasChanged);

    private Task<DraftEdited?> RedoAsync() => _session!.RedoAsync(StateHasChanged);
}
