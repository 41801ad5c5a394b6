using DrConsole.Plans;
using DrConsole.Plans.Compare;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Compare;

/// <summary>What differs between any two versions of a plan. Needs no circuit: the choice is a plain form.</summary>
public sealed partial class ComparePage(IPlanQueries plans, PlanShelf shelf, ILogger<ComparePage> logger)
{
    private Load<ComparedVersions> _read = new();
    private (Guid Plan, string? From, string? To)? _shown;

    [Parameter]
    public Guid PlanId { get; set; }

    /// <summary>Number of the earlier version; without it, the one before <see cref="To"/>.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>Number of the later version; without it, the newest.</summary>
    [SupplyParameterFromQuery]
    public string? To { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (PlanId, From, To))
        {
            (_shown, _read) = ((PlanId, From, To), new());
            await RefreshAsync();
        }
    }

    private async Task RefreshAsync() => _read = await _read.RefreshOneAsync(ReadAsync, logger, Left);

    private async Task<ComparedVersions?> ReadAsync(CancellationToken ct)
    {
        var versions = await plans.HistoryAsync(PlanId, ct);
        if (versions.Count == 0)
        {
            return null;
        }

        var to = AddressValue.Number(To) ?? versions[0].Number;
        var from = AddressValue.Number(From) ?? Math.Max(1, to - 1);
        return await DocumentAsync(versions, from, ct) is { } before && await DocumentAsync(versions, to, ct) is { } after
            ? new(versions, from, to, PlanComparison.Of(before, after))
            : new(versions, from, to, null);
    }

    private async Task<PlanDocument?> DocumentAsync(IReadOnlyList<PlanVersionSummary> versions, int number, CancellationToken ct) =>
        versions.FirstOrDefault(version => version.Number == number) is { } found ? (await shelf.VersionAsync(found.VersionId, ct))?.Document : null;

    private static string Missing(ComparedVersions read) =>
        string.Join(" or ", new[] { read.From, read.To }.Where(number => read.Versions.All(version => version.Number != number)).Distinct());
}
