using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Runs;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Backups.Policies;

/// <summary>One policy: what was set up, what it cannot keep, its last runs, and running it now.</summary>
public sealed partial class PolicyPage(IPolicyQueries policies, IRunQueries runs, IBackupQueries backups, ILogger<PolicyPage> logger)
{
    private const int RunsShown = 10;

    private Load<PolicyView> _policy = new();
    private Load<RunRow> _runs = new();
    private IReadOnlyList<NamedId> _stores = [];

    [Parameter]
    public Guid PolicyId { get; set; }

    protected override Task OnParametersSetAsync() => RefreshAsync();

    private async Task RefreshAsync()
    {
        _policy = await _policy.RefreshOneAsync(ReadAsync, logger, Left);
        _runs = await _runs.RefreshAsync(async ct => (await runs.ListAsync(new(PolicyId, Take: RunsShown), ct)).Rows, logger, Left);
        StateHasChanged();
    }

    private async Task<PolicyView?> ReadAsync(CancellationToken ct)
    {
        _stores = (await backups.ChoicesAsync(ct)).Stores;
        return await policies.FindAsync(PolicyId, ct);
    }
}
