using System.Globalization;
using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Runs;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace DrConsole.Web.Backups.Runs;

/// <summary>All runs, newest first, those that work with their progress; the filter lives in the address.</summary>
public sealed partial class RunsPage(IRunQueries runs, IBackupQueries backups, ILogger<RunsPage> logger)
{
    private Load<RunRow> _runs = new();
    private Load<NamedId> _policies = new();
    private bool _hasMore;

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public string? Policy { get; set; }

    [SupplyParameterFromQuery]
    public string? Before { get; set; }

    private Guid? PolicyId => AddressValue.Id(Policy);

    private DateTimeOffset? Until =>
        DateTimeOffset.TryParse(Before, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    private bool IsFiltered => Wanted is not null || PolicyId is not null || Until is not null;

    private RunState? Wanted => Enum.TryParse<RunState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

    protected override async Task OnParametersSetAsync()
    {
        await RefreshAsync();
        _policies = await _policies.RefreshAsync(async ct => (await backups.ChoicesAsync(ct)).Policies, logger, Left);
    }

    private async Task RefreshAsync()
    {
        _runs = await _runs.RefreshAsync(ReadAsync, logger, Left);
        StateHasChanged();
    }

    private async Task<IReadOnlyList<RunRow>> ReadAsync(CancellationToken ct)
    {
        var list = await runs.ListAsync(new(PolicyId, Wanted, Until), ct);
        _hasMore = list.HasMore;
        return list.Rows;
    }

    private string OlderLink(RunRow last) => QueryHelpers.AddQueryString(BackupLinks.Runs, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["state"] = State, ["policy"] = Policy, ["before"] = last.ScheduledFor.ToString("O", CultureInfo.InvariantCulture),
    });
}
