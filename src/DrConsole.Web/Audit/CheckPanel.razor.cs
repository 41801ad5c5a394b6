using DrConsole.Audit;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Audit;

/// <summary>Checks all chains on request and says the verdict: intact with its counts, or every broken chain by name.</summary>
public sealed partial class CheckPanel(AuditInspection inspection, CurrentActor current, TimeProvider clock, ILogger<CheckPanel> logger)
{
    private Load<InspectionResult> _check = new();
    private DateTimeOffset? _since;
    private DateTimeOffset _checkedAt;

    [Parameter, EditorRequired]
    public required ChainNames Names { get; set; }

    /// <summary>Cancelled when the page is left.</summary>
    [Parameter]
    public CancellationToken Left { get; set; }

    /// <summary>Called after a check, which adds an entry.</summary>
    [Parameter]
    public EventCallback OnChecked { get; set; }

    private InspectionResult? Result => _check is { Failure: null, Items: [var result] } ? result : null;

    private async Task CheckAsync()
    {
        _since = clock.GetUtcNow();
        var actor = await current.GetAsync();
        _check = await new Load<InspectionResult>().RefreshOneAsync(async ct => await inspection.RunAsync(actor, ct), logger, Left);
        (_since, _checkedAt) = (null, clock.GetUtcNow());
        await OnChecked.InvokeAsync();
    }

    private static string Said(AuditVerdict verdict) =>
        $"{verdict.Entries} {(verdict.Entries == 1 ? "entry" : "entries")} in {verdict.Chains} {(verdict.Chains == 1 ? "chain" : "chains")} and {verdict.PlanVersions} published plan {(verdict.PlanVersions == 1 ? "version" : "versions")} were read.";
}
