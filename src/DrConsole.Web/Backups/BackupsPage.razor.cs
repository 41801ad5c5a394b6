using DrConsole.Reports;
using DrConsole.Web.Plans.Parts;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Backups;

/// <summary>What could be recovered now, system by system, and what to do next. Follows every change and the clock.</summary>
public sealed partial class BackupsPage(EvidenceShelf shelf, ILogger<BackupsPage> logger)
{
    private Load<Evidence> _evidence = new();

    protected override Task OnInitializedAsync() => RefreshAsync();

    private async Task RefreshAsync()
    {
        _evidence = await _evidence.RefreshOneAsync(async ct => (Evidence?)await shelf.ReadAsync(ct), logger, Left);
        StateHasChanged();
    }

    private static LogScale ScaleOf(Evidence evidence) => LogScale.Upto(evidence.Systems
        .SelectMany(system => new[] { system.Rpo?.TotalMinutes, system.RpoUnproven?.TotalMinutes, system.Rto?.TotalMinutes, system.Target.RpoMinutes, system.Target.RtoMinutes })
        .Max() ?? 0);

    private static Dictionary<string, string> NamesOf(Evidence evidence) =>
        evidence.Sources.ToDictionary(source => source.Policy.PolicyId.ToString(), source => source.Policy.Name, StringComparer.Ordinal);
}
