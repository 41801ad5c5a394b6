using DrConsole.Incidents;
using DrConsole.Plans;
using DrConsole.Web.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Incidents;

/// <summary>From any page to a declared incident in three clicks: open this, choose, declare.</summary>
public sealed partial class DeclarePage
{
    private readonly IPlanQueries _plans;
    private readonly IncidentCommands _commands;
    private readonly CurrentActor _current;
    private readonly NavigationManager _navigation;
    private readonly ILogger _logger;
    private readonly Saving _saving;
    private Load<ScenarioChoice> _scenarios = new();
    private ScenarioChoice? _chosen;
    private bool _withoutPlan;
    private IncidentKind _kind = IncidentKind.Real;
    private string? _tierKey;
    private string _title = "";

    public DeclarePage(IPlanQueries plans, IncidentCommands commands, CurrentActor current, NavigationManager navigation, TimeProvider clock, ILogger<DeclarePage> logger)
    {
        (_plans, _commands, _current, _navigation, _logger) = (plans, commands, current, navigation, logger);
        _saving = new(clock, Left);
    }

    [SupplyParameterFromQuery]
    public string? Version { get; set; }

    [SupplyParameterFromQuery]
    public string? Scenario { get; set; }

    private string KindWord => _kind switch { IncidentKind.Drill => "drill", IncidentKind.Test => "test", _ => "real" };

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        if (AddressValue.Id(Version) is { } version && _scenarios.Items?.FirstOrDefault(row => row.PlanVersionId == version && row.ScenarioKey == Scenario) is { } asked)
        {
            Choose(asked);
        }
    }

    private async Task RefreshAsync() => _scenarios = await _scenarios.RefreshAsync(_plans.ScenariosAsync, _logger, Left);

    private void Choose(ScenarioChoice row)
    {
        // A title that the person wrote stays; one that came from another scenario goes with it.
        if (_title.Length == 0 || _title == _chosen?.Title)
        {
            _title = row.Title;
        }

        (_chosen, _withoutPlan, _tierKey) = (row, false, Severity.Usual(row.Tiers, row.Tier)?.Key);
    }

    private void ChooseNone() => (_chosen, _withoutPlan, _tierKey) = (null, true, null);

    private async Task DeclareAsync()
    {
        var actor = await _current.GetAsync();
        var request = new DeclareIncident(_title, _kind, _chosen?.PlanVersionId, _chosen?.ScenarioKey, string.IsNullOrEmpty(_tierKey) ? null : _tierKey);
        var made = Guid.Empty;
        if (await _saving.RunAsync(async (commandId, ct) => made = await _commands.DeclareAsync(actor, commandId, request, ct), StateHasChanged))
        {
            _navigation.NavigateTo(IncidentLinks.Incident(made));
        }
    }
}
