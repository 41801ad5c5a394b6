using DrConsole.Platform;
using DrConsole.Plans;
using DrConsole.Plans.Doctor;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>The preview of an import: what was understood, beside its source, and the choice to publish or to discard.</summary>
public sealed partial class DraftPage(PlanShelf shelf, PlanDesk desk, TimeProvider clock, NavigationManager navigation, ILogger<DraftPage> logger)
{
    private Load<PlanDraftView> _draft = new();
    private IReadOnlyList<Finding> _findings = [];
    private Guid _commandId;
    private Guid _shown;
    private string? _note;
    private string? _failure;
    private bool _isWorking;

    [Parameter]
    public Guid DraftId { get; set; }

    private bool IsReady => RendererInfo.IsInteractive && !_isWorking;

    // One name for the command however often it is sent: a second click cannot publish twice.
    protected override void OnInitialized() => _commandId = desk.NewCommand();

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != DraftId)
        {
            (_shown, _draft) = (DraftId, new());
            await RefreshAsync();
        }
    }

    private async Task RefreshAsync()
    {
        _draft = await _draft.RefreshOneAsync(ct => shelf.DraftAsync(DraftId, ct), logger, Left);
        _findings = _draft.Items is [var draft, ..] ? PlanDoctor.Examine(draft.Document, draft.SourceText, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) : [];
    }

    private Task PublishAsync() => DecideAsync(async () => PlanLinks.Version(await desk.PublishAsync(_commandId, DraftId, _note, Left)));

    private Task DiscardAsync() => DecideAsync(async () =>
    {
        await desk.DiscardDraftAsync(_commandId, DraftId, Left);
        return "/plans";
    });

    private async Task DecideAsync(Func<Task<string>> decide)
    {
        (_isWorking, _failure) = (true, null);
        try
        {
            navigation.NavigateTo(await decide());
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
