using DrConsole.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Settings;

/// <summary>API tokens: which there are, making one, and ending one.</summary>
public sealed partial class TokensPage(AccessQueries access, ILogger<TokensPage> logger)
{
    private Load<TokenRow> _tokens = new();

    /// <summary>Rows read while prerendering, so that becoming interactive does not read them again.</summary>
    [PersistentState]
    public IReadOnlyList<TokenRow>? Prerendered { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Prerendered is { } rows)
        {
            _tokens = new(rows);
            return;
        }

        await RefreshAsync();
        Prerendered = _tokens.Items;
    }

    private async Task RefreshAsync()
    {
        _tokens = await _tokens.RefreshAsync(access.TokensAsync, logger, Left);
        StateHasChanged();
    }
}
