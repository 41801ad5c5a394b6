using DrConsole.Backups.Catalogue;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Backups.Timeline;

/// <summary>The points in time that can be restored, source by source, drawn and as tables.</summary>
public sealed partial class TimelinePage(IBackupQueries backups, TimeProvider clock, ILogger<TimelinePage> logger)
{
    private Load<SourceTimeline> _sources = new();
    private TimelineRange _range = TimelineRange.Before(DateTimeOffset.UnixEpoch, null);

    [SupplyParameterFromQuery]
    public string? Days { get; set; }

    protected override Task OnParametersSetAsync() => RefreshAsync();

    private async Task RefreshAsync()
    {
        _range = TimelineRange.Before(clock.GetUtcNow(), AddressValue.Number(Days));
        _sources = await _sources.RefreshAsync(ct => backups.TimelineAsync(_range.From, _range.To, ct), logger, Left);
        StateHasChanged();
    }
}
