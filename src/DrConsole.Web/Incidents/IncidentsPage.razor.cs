using DrConsole.Incidents;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace DrConsole.Web.Incidents;

/// <summary>All incidents, newest first; the filter lives in the address.</summary>
public sealed partial class IncidentsPage(IIncidentQueries incidents, ILogger<IncidentsPage> logger)
{
    private Load<IncidentRow> _incidents = new();
    private bool _hasMore;

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery]
    public string? Before { get; set; }

    private IncidentState? WantedState => Parsed<IncidentState>(State);

    private IncidentKind? WantedKind => Parsed<IncidentKind>(Kind);

    private int? Below => AddressValue.Number(Before);

    private bool IsFiltered => WantedState is not null || WantedKind is not null || !string.IsNullOrEmpty(Q) || Below is not null;

    protected override Task OnParametersSetAsync() => RefreshAsync();

    private async Task RefreshAsync()
    {
        _incidents = await _incidents.RefreshAsync(ReadAsync, logger, Left);
        StateHasChanged();
    }

    private async Task<IReadOnlyList<IncidentRow>> ReadAsync(CancellationToken ct)
    {
        var list = await incidents.ListAsync(new(WantedState, WantedKind, Q, Below), ct);
        _hasMore = list.HasMore;
        return list.Rows;
    }

    private string OlderLink(int before) => QueryHelpers.AddQueryString(
        IncidentLinks.List, new Dictionary<string, string?>(StringComparer.Ordinal) { ["state"] = State, ["kind"] = Kind, ["q"] = Q, ["before"] = $"{before}" });

    private static T? Parsed<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
