using System.Text.Json;
using DrConsole.Plans;
using DrConsole.Platform;

namespace DrConsole.Incidents;

/// <summary>Makes an incident's checklists from a plan version: the scenario's phases first, then the plan's own checklists. Pure.</summary>
internal static class IncidentBlueprint
{
    private const int ItemLength = 4000;

    public static IReadOnlyList<IncidentChecklist> Checklists(Guid incidentId, PlanDocument plan, Scenario? scenario, Func<Guid> newId)
    {
        var lists = new List<IncidentChecklist>();
        foreach (var phase in scenario?.Phases.Where(phase => phase.Steps.Count > 0) ?? [])
        {
            var list = new IncidentChecklist
            {
                Id = newId(), IncidentId = incidentId, Position = lists.Count + 1, Title = phase.Title.Length > 0 ? phase.Title : scenario!.Title,
                FromMinutes = phase.FromMinutes, ToMinutes = phase.ToMinutes,
            };
            list.Items.AddRange(phase.Steps.Select((step, index) => Item(list, step, index + 1, newId)));
            lists.Add(list);
        }

        foreach (var checklist in plan.Checklists.Where(checklist => checklist.Items.Count > 0))
        {
            var list = new IncidentChecklist
            {
                Id = newId(), IncidentId = incidentId, Position = lists.Count + 1, Title = checklist.Title, Section = checklist.Section, IsValidation = true,
            };
            list.Items.AddRange(checklist.Items.Select((text, index) => new IncidentItem
            {
                Id = newId(), IncidentId = incidentId, ChecklistId = list.Id, Position = index + 1, Text = Cut(text),
            }));
            lists.Add(list);
        }

        return lists;
    }

    private static IncidentItem Item(IncidentChecklist list, Step step, int position, Func<Guid> newId) => new()
    {
        Id = newId(), IncidentId = list.IncidentId, ChecklistId = list.Id, Position = position, Group = step.Group, Text = Cut(step.Text),
        Commands = step.Commands.Count == 0 ? null : JsonSerializer.Serialize(step.Commands, CanonicalJson.Options),
        Role = step.Role, Expected = step.Expected, IsDangerous = step.Dangerous,
    };

    private static string Cut(string text) => text.Length <= ItemLength ? text : text[..(ItemLength - 1)] + "…";
}
