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
    public Guid? Policy { get; set; }

    [SupplyParameterFromQuery]
    public Guid? Store { get; set; }

    [SupplyParameterFromQuery]
    public bool Removed { get; set; }

    /// <summary>Place of the last row of the page before: instant and id with a tilde between.</summary>
    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private BackupChoices Choices => _choices.Items is [{ } read] ? read : new([], [], []);

    private BackupProof? Wanted => Enum.TryParse<BackupProof>(Proof, ignoreCase: true, out var proof) && Enum.IsDefined(proof) ? proof : null;

    private bool IsFiltered => Wanted is not null || !string.IsNullOrEmpty(Source) || Policy is not null || Store is not null || After is not null;

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
        var list = await backups.ListAsync(new(string.IsNullOrEmpty(Source) ? null : Source, Policy, Store, Wanted, Removed, Place(After)), ct);
        _hasMore = list.HasMore;
        return list.Rows;
    }

    private static BackupPlace? Place(string? text) =>
        text?.Split('~') is [var at, var id] && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && Guid.TryParse(id, out var backup)
            ? new(instant, backup) : null;

    private string OlderLink(BackupRow last) => QueryHelpers.AddQueryString(BackupLinks.All, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["proof"] = Proof, ["source"] = Source, ["policy"] = Policy?.ToString(), ["store"] = Store?.ToString(), ["removed"] = Removed ? "true" : null,
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
