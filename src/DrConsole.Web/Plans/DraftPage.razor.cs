using DrConsole.Plans;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace DrConsole.Web.Plans;

/// <summary>A draft: how far it has come and what is to be done next, what it will change, and what it was made of.</summary>
public sealed partial class DraftPage(PlanShelf shelf, ILogger<DraftPage> logger)
{
    private Load<PlanDraftView> _draft = new();
    private PlanVersionView? _current;
    private Guid _shown;
    private bool _isAuthor;

    [Parameter]
    public Guid DraftId { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> SignedIn { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != DraftId)
        {
            (_shown, _draft) = (DraftId, new());
            await RefreshAsync();
        }
    }

    private async Task RefreshAsync() => _draft = await _draft.RefreshOneAsync(ReadAsync, logger, Left);

    private async Task<PlanDraftView?> ReadAsync(CancellationToken ct)
    {
        if (await shelf.DraftAsync(DraftId, ct) is not { } draft)
        {
            return null;
        }

        _isAuthor = draft.Progress.AuthorIds.Contains((await SignedIn).User.ToActor().Id);
        _current = draft.Progress.CurrentVersionId is { } version ? await shelf.VersionAsync(version, ct) : null;
        return draft;
    }

    private async Task LookAgainAsync()
    {
        shelf.Forget(DraftId);
        await RefreshAsync();
        StateHasChanged();
    }
}
