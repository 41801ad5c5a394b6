using DrConsole.Incidents;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Incidents;

/// <summary>The whole timeline of an incident, searchable.</summary>
public sealed partial class TimelinePage(IIncidentQueries incidents, ILogger<TimelinePage> logger)
{
    private const int PageLength = 200;
    private Load<TimelineEntry> _entries = new();

    [Parameter]
    public Guid IncidentId { get; set; }

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery]
    public string? Before { get; set; }

    private int? Below => AddressValue.Number(Before);

    protected override Task OnParametersSetAsync() => RefreshAsync();

    private async Task RefreshAsync() =>
        _entries = await _entries.RefreshAsync(ct => incidents.TimelineAsync(IncidentId, Below, Q, PageLength, ct), logger, Left);
}
