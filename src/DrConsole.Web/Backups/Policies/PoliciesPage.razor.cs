using DrConsole.Backups.Policies;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Backups.Policies;

/// <summary>All policies, and what the published plans ask for that none carries out yet.</summary>
public sealed partial class PoliciesPage(IPolicyQueries policies, ILogger<PoliciesPage> logger)
{
    private Load<PolicyRow> _policies = new();
    private Load<PolicyProposal> _proposals = new();

    protected override Task OnInitializedAsync() => RefreshAsync();

    private async Task RefreshAsync()
    {
        _policies = await _policies.RefreshAsync(policies.ListAsync, logger, Left);
        _proposals = await _proposals.RefreshAsync(policies.ProposalsAsync, logger, Left);
        StateHasChanged();
    }
}
