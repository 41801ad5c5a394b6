using DrConsole.Platform;
using DrConsole.Plans;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>The preview of an import: what was understood, beside its source, and the choice to publish or to discard.</summary>
public sealed partial class DraftPage(PlanShelf shelf, PlanCommands commands, CurrentActor current, NavigationManager navigation, TimeProvider clock)
{
    private Load<PlanDraftView> _draft = new();
    private Guid _commandId;
    private Guid _shown;
    private string? _note;
    private string? _failure;
    private bool _isWorking;

    [Parameter]
    public Guid DraftId { get; set; }

    [Inject]
    public required ILogger<DraftPage> Logger { get; set; }

    private bool IsReady => RendererInfo.IsInteractive && !_isWorking;

    // One name for the command however often it is sent: a second click cannot publish twice.
    protected override void OnInitialized() => _commandId = Guid.CreateVersion7(clock.GetUtcNow());

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != DraftId)
        {
            (_shown, _draft) = (DraftId, new());
            await RefreshAsync();
        }
    }

    private async Task RefreshAsync() =>
        _draft = await _draft.RefreshOneAsync(ct => shelf.DraftAsync(DraftId, ct), Logger, Left);

    private Task PublishAsync() => DecideAsync(async actor =>
    {
        var note = string.IsNullOrWhiteSpace(_note) ? null : _note.Trim();
        return PlanLinks.Version(await commands.PublishAsync(actor, _commandId, DraftId, note, Left));
    });

    private Task DiscardAsync() => DecideAsync(async actor =>
    {
        await commands.DiscardDraftAsync(actor, _commandId, DraftId, Left);
        return "/plans";
    });

    private async Task DecideAsync(Func<DrConsole.Access.Actor, Task<string>> decide)
    {
        (_isWorking, _failure) = (true, null);
        try
        {
            var next = await decide(await current.GetAsync());
            shelf.Clear();
            navigation.NavigateTo(next);
        }
        catch (Exception refusal) when (refusal is RefusedException or NotPermittedException or StaleException or NotFoundException)
        {
            _failure = refusal.Message;
        }
        finally
        {
            _isWorking = false;
        }
    }
}
