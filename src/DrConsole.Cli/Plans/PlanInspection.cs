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
            Tiers = document.Tiers.Select(t => new { t.Name, t.Description, t.RtoMinutes, t.RpoMinutes, t.ResponseMinutes, t.UpdateMinutes, t.SeverityRank, t.Criteria, Line = Line(t) }),
            Scenarios = document.Scenarios.Select(ScenarioOf),
            Procedures = document.Procedures.Select(p => new { p.Title, p.Description, p.Script, p.Link, p.Owner, Steps = p.Steps.Select(step => StepOf(step, "")), Commands = Commands(p.Commands), Line = Line(p) }),
            Backups = document.Backups.Select(BackupOf),
            StorageLocations = document.StorageLocations.Select(s => new { s.Name, Role = Word(s.Role), s.Provider, s.Medium, s.Location, s.Region, s.StorageClass, s.Encryption, s.Format, s.Frequency, Line = Line(s) }),
            RecoverySites = document.RecoverySites.Select(s => new { s.Name, s.Description, s.Readiness, s.Region, Line = Line(s) }),
            Replication = document.Replications.Select(r => new { r.What, r.How, r.Target, Line = Line(r) }),
            Systems = document.Systems.Select(s => new { s.Name, s.Description, s.Criticality, s.Region, s.Residency, s.Owner, s.DependsOn, Line = Line(s) }),
            ExternalDependencies = document.ExternalDependencies.Select(d => new { d.Name, d.Impact, d.Provider, d.Fallback, Line = Line(d) }),
            Checklists = document.Checklists.Select(c => new { c.Title, c.Section, c.Items, Line = Line(c) }),
            Contacts = document.Contacts.Select(ContactOf),
            Escalation = document.Escalation.Select(e => new { e.Level, e.Who, e.AfterMinutes, e.Path, e.Targets, e.Repeats, e.RepeatMinutes, e.Remark, Line = Line(e) }),
            EscalationPaths = document.EscalationPaths.Select(p => new { p.Name, p.Tiers, Line = Line(p) }),
            Rotations = document.Rotations.Select(r => new { r.Name, r.Members, r.Start, r.TurnDays, r.HandoverTime, r.Zone, Line = Line(r) }),
            Roles = document.Roles.Select(r => new { r.Name, r.Responsibility, Line = Line(r) }),
            Communication = document.Communication.Select(c => new { c.Audience, c.Channel, c.Cadence, c.Template, c.Items, Line = Line(c) }),
            CommunicationTemplates = document.Templates.Select(t => new { t.Name, t.Subject, t.Audience, t.Body, Line = Line(t) }),
            Tests = tests.Select(DutyOf),
            Trainings = document.Duties.Where(duty => duty.Kind == DutyKind.Training).Select(DutyOf),
            Reviews = document.Duties.Where(duty => duty.Kind is not (DutyKind.Test or DutyKind.Training)).Select(DutyOf),
            Monitoring = document.Monitoring.Select(m => new { m.Title, m.Metric, m.Condition, m.Severity, m.Notify, m.Items, Rules = Commands(m.Rules), Line = Line(m) }),
            UsefulCommands = document.UsefulCommands.Select(c => new { c.Title, c.Language, c.Text, Line = Line(c) }),
            Changes = document.Changes.Select(c => new { c.Version, c.Date, c.Author, c.Text, Line = Line(c) }),
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
        scenario.Role,
        scenario.Systems,
        scenario.Validation,
        scenario.Detection,
        Phases = scenario.Phases.Select(phase => new { phase.Title, phase.FromMinutes, phase.ToMinutes }),
        Steps = scenario.Phases.SelectMany(phase => phase.Steps.Select(step => StepOf(step, phase.Title))),
        Commands = Commands(scenario.Commands),
        Line = Line(scenario),
    };

    private static object StepOf(Step step, string phase) => new
    {
        step.Text, Phase = phase.Length > 0 ? phase : step.Group, step.Group, step.Role, step.Expected, step.Evidence, step.Minutes, step.Dangerous, step.NeedsApproval, step.RefersTo, Line = Line(step),
    };

    private static object BackupOf(BackupPolicy b) => new
    {
        b.What, SourceKind = Word(b.SourceKind), Mode = Word(b.Mode), b.System, b.Type, b.Frequency, b.Schedule, b.Cron, b.Zone, b.Retention,
        RetentionRules = b.RetentionRules.Select(rule => new { Kind = Word((RetentionKind?)rule.Kind), rule.Count, rule.Days }),
        b.Location, b.Destinations, b.Encryption, b.Residency, b.Verification, b.Method, b.Remark, b.Items, Commands = Commands(b.Commands), Line = Line(b),
    };

    private static object ContactOf(PlanContact c) => new
    {
        c.Role, c.Name, c.Phone, c.Email, Methods = c.Methods.Select(method => new { Kind = Word((ContactMethodKind?)method.Kind), method.Value }), c.Availability, c.Zone, c.Language,
        c.Company, c.ContractNumber, c.SupportLevel, Kind = c.External ? "external" : "internal", c.Placeholder, c.Remark, Line = Line(c),
    };

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } known ? JsonNamingPolicy.SnakeCaseLower.ConvertName(known.ToString()) : null;

    private static object DutyOf(Duty duty) => new { duty.Name, duty.Frequency, duty.EveryDays, duty.Owner, duty.Scope, duty.Remark, duty.Parts, Line = Line(duty) };

    private static IEnumerable<object> Commands(IEnumerable<CommandBlock> commands) =>
        commands.Select(command => new { command.Language, command.Text, Line = command.Source?.First });

    private static int? Line(PlanItem item) => item.Source?.First;
}
