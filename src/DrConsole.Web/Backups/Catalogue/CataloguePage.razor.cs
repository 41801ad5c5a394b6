using System.Globalization;
using DrConsole.Backups.Catalogue;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace DrConsole.Web.Backups.Catalogue;

/// <summary>All backups with their copies and their proof; the filter lives in the address.</summary>
public sealed partial class CataloguePage(IBackupQueries backups, ILogger<CataloguePage> logger)
{
    private Load<BackupRow> _backups = new();
    private Load<BackupChoices> _choices = new();
    private bool _hasMore;

    [SupplyParameterFromQuery]
    public string? Proof { get; set; }

    [SupplyParameterFromQuery]
    public string? Source { get; set; }

    [SupplyParameterFromQuery]
    public string? Policy { get; set; }

    [SupplyParameterFromQuery]
    public string? Store { get; set; }

    [SupplyParameterFromQuery]
    public string? Removed { get; set; }

    /// <summary>Place of the last row of the page before: instant and id with a tilde between.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private Guid? PolicyId => AddressValue.Id(Policy);

    private Guid? StoreId => AddressValue.Id(Store);

    private bool ShowsRemoved => Removed == "true";

    private BackupPlace? Place => After?.Split('~') is [var at, var id]
        && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
        && AddressValue.Id(id) is { } backup
            ? new(instant, backup) : null;

    private BackupChoices Choices => _choices.Items is [{ } read] ? read : new([], [], []);

    private BackupProof? Wanted => Enum.TryParse<BackupProof>(Proof, ignoreCase: true, out var proof) && Enum.IsDefined(proof) ? proof : null;

    private bool IsFiltered => Wanted is not null || !string.IsNullOrEmpty(Source) || PolicyId is not null || StoreId is not null || Place is not null;

    protected override async Task OnParametersSetAsync()
    {
        await RefreshAsync();
        _choices = await _choices.RefreshOneAsync(async ct => (BackupChoices?)await backups.ChoicesAsync(ct), logger, Left);
    }

    private async Task RefreshAsync()
    {
        _backups = await _backups.RefreshAsync(ReadAsync, logger, Left);
        StateHasChanged();
    }

    private async Task<IReadOnlyList<BackupRow>> ReadAsync(CancellationToken ct)
    {
        var list = await backups.ListAsync(new(string.IsNullOrEmpty(Source) ? null : Source, PolicyId, StoreId, Wanted, ShowsRemoved, Place), ct);
        _hasMore = list.HasMore;
        return list.Rows;
    }

    private string OlderLink(BackupRow last) => QueryHelpers.AddQueryString(BackupLinks.All, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["proof"] = Proof, ["source"] = Source, ["policy"] = Policy, ["store"] = Store, ["removed"] = Removed,
        ["after"] = $"{last.ConsistentAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}~{last.Id}",
    });

    private static string Words(BackupProof proof) => proof switch
    {
        BackupProof.Proven => "proven",
        BackupProof.Unproven => "not proven",
        BackupProof.Incomplete => "a copy is missing or damaged",
        _ => "held",
    };
}
