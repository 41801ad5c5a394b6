using DrConsole.Plans;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>A scenario as it is read: how it shows, then its phases with their steps, numbered through.</summary>
public sealed partial class ScenarioView
{
    private List<PhaseRows> _phases = [];

    [Parameter, EditorRequired]
    public required Scenario Scenario { get; set; }

    [Parameter, EditorRequired]
    public required PlanVersionView Version { get; set; }

    private int StepCount => Scenario.Steps().Count();

    private int DangerCount => Scenario.Steps().Count(static step => step.Dangerous);

    protected override void OnParametersSet()
    {
        _phases = [];
        var next = 1;
        foreach (var phase in Scenario.Phases)
        {
            var groups = new List<StepGroup>();
            foreach (var step in phase.Steps)
            {
                if (groups is not [.., var last] || !string.Equals(last.Name, step.Group, StringComparison.Ordinal))
                {
                    groups.Add(last = new(step.Group, next, []));
                }

                last.Steps.Add(step);
                next++;
            }

            _phases.Add(new(_phases.Count + 1, phase.Title, Durations.Window(phase.FromMinutes, phase.ToMinutes), groups));
        }
    }

    private sealed record PhaseRows(int Number, string Title, string? Window, List<StepGroup> Groups);

    private sealed record StepGroup(string? Name, int First, List<Step> Steps);
}
