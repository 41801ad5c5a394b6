using System.Globalization;
using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Retention;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Backups.Retention;

/// <summary>What retention would do with a policy's backups now, or on a day to come. Looking changes nothing.</summary>
public sealed partial class RetentionPage(IRetentionQueries retention, IBackupQueries backups, ILogger<RetentionPage> logger)
{
    private Load<NamedId> _policies = new();
    private Load<RetentionPreview> _preview = new();

    [SupplyParameterFromQuery]
    public string? Policy { get; set; }

    /// <summary>An ISO date to come.</summary>
    [SupplyParameterFromQuery]
    public string? At { get; set; }

    private Guid? PolicyId => AddressValue.Id(Policy);

    private Guid? Chosen => PolicyId ?? (_policies.Items is [var first, ..] ? first.Id : null);

    private DateTimeOffset? Day => DateOnly.TryParseExact(At, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? new(day.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero) : null;

    private bool IsForecast => Day is not null;

    protected override Task OnParametersSetAsync() => RefreshAsync();

    private async Task RefreshAsync()
    {
        _policies = await _policies.RefreshAsync(async ct => (await backups.ChoicesAsync(ct)).Policies, logger, Left);
        if (Chosen is { } policy)
        {
            _preview = await _preview.RefreshOneAsync(ct => Day is { } day ? retention.ForecastAsync(policy, day, ct) : retention.PreviewAsync(policy, ct), logger, Left);
        }

        StateHasChanged();
    }
}
