using DrConsole.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Settings;

/// <summary>Local accounts: who there is, with which roles, and making a new one.</summary>
public sealed partial class AccountsPage(AccessQueries access, AccessDesk desk, ILogger<AccountsPage> logger)
{
    private Load<UserRow> _users = new();
    private Guid _self;

    /// <summary>Rows read while prerendering, so that becoming interactive does not read them again.</summary>
    [PersistentState]
    public IReadOnlyList<UserRow>? Prerendered { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _self = (await desk.ActorAsync()).Id;
        if (Prerendered is { } rows)
        {
            _users = new(rows);
            return;
        }

        await RefreshAsync();
        Prerendered = _users.Items;
    }

    private async Task RefreshAsync()
    {
        _users = await _users.RefreshAsync(access.UsersAsync, logger, Left);
        StateHasChanged();
    }
}
