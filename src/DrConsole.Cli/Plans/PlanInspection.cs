using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DrConsole.Plans;

namespace DrConsole.Cli.Plans;

/// <summary>An imported plan as the flat JSON of <c>plan inspect --json</c>, and as a summary for people.</summary>
internal static class PlanInspection
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static string Json(ImportedPlan plan)
    {
        var document = plan.Document;
        var tests = document.Duties.Where(duty => duty.Kind == DutyKind.Test);
        return JsonSerializer.Serialize<object>(new
        {
            document.Meta,
            Objectives = document.Objectives.Select(o => new { o.Scope, o.Kind, o.RtoMinutes, o.RpoMinutes, o.Qualifier, o.Remark, Line = Line(o) }),
            Tiers = document.Tiers.Select(t => new { t.Name, t.Description, t.RtoMinutes, t.ResponseMinutes, t.SeverityRank, t.Criteria, Line = Line(t) }),
            Scenarios = document.Scenarios.Select(ScenarioOf),
            Procedures = document.Procedures.Select(p => new { p.Title, p.Description, p.Script, p.Link, Steps = p.Steps.Select(step => StepOf(step, "")), Commands = Commands(p.Commands), Line = Line(p) }),
            Backups = document.Backups.Select(b => new { b.What, b.Type, b.Frequency, b.Schedule, b.Retention, b.Location, b.Encryption, b.Method, b.Remark, b.Items, Commands = Commands(b.Commands), Line = Line(b) }),
            StorageLocations = document.StorageLocations.Select(s => new { s.Name, s.Location, s.Region, s.StorageClass, s.Encryption, s.Format, s.Frequency, Line = Line(s) }),
            RecoverySites = document.RecoverySites.Select(s => new { s.Name, s.Description, Line = Line(s) }),
            Replication = document.Replications.Select(r => new { r.What, r.How, Line = Line(r) }),
            Systems = document.Systems.Select(s => new { s.Name, s.Description, s.Criticality, s.Region, s.DependsOn, Line = Line(s) }),
            ExternalDependencies = document.ExternalDependencies.Select(d => new { d.Name, d.Impact, Line = Line(d) }),
            Checklists = document.Checklists.Select(c => new { c.Title, c.Section, c.Items, Line = Line(c) }),
            Contacts = document.Contacts.Select(c => new { c.Role, c.Name, c.Phone, c.Email, Kind = c.External ? "external" : "internal", c.Placeholder, c.Remark, Line = Line(c) }),
            Escalation = document.Escalation.Select(e => new { e.Level, e.Who, e.AfterMinutes, e.Remark, Line = Line(e) }),
            Roles = document.Roles.Select(r => new { r.Name, r.Responsibility, Line = Line(r) }),
            Communication = document.Communication.Select(c => new { c.Audience, c.Items, Line = Line(c) }),
            CommunicationTemplates = document.Templates.Select(t => new { t.Name, t.Body, Line = Line(t) }),
            Tests = tests.Select(DutyOf),
            Trainings = document.Duties.Where(duty => duty.Kind == DutyKind.Training).Select(DutyOf),
            Reviews = document.Duties.Where(duty => duty.Kind is not (DutyKind.Test or DutyKind.Training)).Select(DutyOf),
            Monitoring = document.Monitoring.Select(m => new { m.Title, m.Items, Rules = Commands(m.Rules), Line = Line(m) }),
            UsefulCommands = document.UsefulCommands.Select(c => new { c.Title, c.Language, c.Text, Line = Line(c) }),
            Notes = document.Notes.Select(n => new { Line = Line(n), n.Under, n.Text }),
            plan.Understood,
            plan.Warnings,
        }, Readable);
    }

    public static string Summary(ImportedPlan plan)
    {
        var document = plan.Document;
        (string Name, int Count)[] counts =
        [
            ("systems", document.Systems.Count), ("objectives", document.Objectives.Count), ("tiers", document.Tiers.Count), ("scenarios", document.Scenarios.Count),
            ("steps", document.Scenarios.Sum(scenario => scenario.Steps().Count())), ("procedures", document.Procedures.Count), ("checklists", document.Checklists.Count),
            ("backup policies", document.Backups.Count), ("storage locations", document.StorageLocations.Count), ("recovery sites", document.RecoverySites.Count),
            ("contacts", document.Contacts.Count), ("escalation levels", document.Escalation.Count), ("roles", document.Roles.Count),
            ("templates", document.Templates.Count), ("duties", document.Duties.Count), ("notes", document.Notes.Count),
        ];
        var lines = counts.Where(count => count.Count > 0).Select(count => string.Create(CultureInfo.InvariantCulture, $"  {count.Count,5} {count.Name}"));
        var understood = string.Create(CultureInfo.InvariantCulture, $"Understood: {plan.Understood * 100:0} % of the lines; the rest is kept as notes.");
        return string.Join(Environment.NewLine, [document.Meta.Title, .. lines, understood, .. plan.Warnings.Select(warning => "Warning: " + warning)]);
    }

    private static object ScenarioOf(Scenario scenario) => new
    {
        scenario.Title,
        scenario.Description,
        scenario.Tier,
        scenario.Detection,
        Phases = scenario.Phases.Select(phase => new { phase.Title, phase.FromMinutes, phase.ToMinutes }),
        Steps = scenario.Phases.SelectMany(phase => phase.Steps.Select(step => StepOf(step, phase.Title))),
        Commands = Commands(scenario.Commands),
        Line = Line(scenario),
    };

    private static object StepOf(Step step, string phase) => new { step.Text, Phase = phase.Length > 0 ? phase : step.Group, step.Group, step.Role, step.Expected, step.Dangerous, Line = Line(step) };

    private static object DutyOf(Duty duty) => new { duty.Name, duty.Frequency, duty.Scope, duty.Remark, duty.Parts, Line = Line(duty) };

    private static IEnumerable<object> Commands(IEnumerable<CommandBlock> commands) =>
        commands.Select(command => new { command.Language, command.Text, Line = command.Source?.First });

    private static int? Line(PlanItem item) => item.Source?.First;
}
