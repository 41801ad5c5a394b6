using DrConsole.Audit;
using DrConsole.Incidents;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Audit;

/// <summary>Every entry of every chain, newest first, and the check that they are whole. What is shown stands in the address.</summary>
public sealed partial class AuditPage(AuditQueries audit, IIncidentQueries incidents, ILogger<AuditPage> logger)
{
    private const int MostIncidents = 200;
    private Load<AuditRow> _entries = new();
    private ChainNames _names = ChainNames.None;
    private int _total;

    [SupplyParameterFromQuery]
    public string? Chain { get; set; }

    [SupplyParameterFromQuery]
    public string? Actor { get; set; }

    [SupplyParameterFromQuery]
    public string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    private AuditAddress Address => new(Chain, Actor, Action, AddressValue.Number(PageNumber) ?? 1);

    protected override Task OnParametersSetAsync() => RefreshAsync();

    private async Task RefreshAsync()
    {
        _entries = await _entries.RefreshAsync(ReadAsync, logger, Left);
        StateHasChanged();
    }

    private async Task<IReadOnlyList<AuditRow>> ReadAsync(CancellationToken ct)
    {
        var page = await audit.ListAsync(Address.ToFilter(), ct);
        _names = new((await incidents.ListAsync(new(Take: MostIncidents), ct)).Rows);
        _total = page.Total;
        return page.Rows;
    }
}
