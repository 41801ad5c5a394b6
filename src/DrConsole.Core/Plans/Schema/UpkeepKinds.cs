namespace DrConsole.Plans.Schema;

/// <summary>What keeps a plan true: duties, monitoring, commands, its change record, notes.</summary>
internal static class UpkeepKinds
{
    public static IReadOnlyList<ItemKind> All { get; } =
    [
        new("duty", "Duty", "Tests and duties", "duties", "name", typeof(Duty),
        [
            Fields.Title("name", "Name"),
            Fields.Choice<DutyKind>("kind", "Kind") with { IsRequired = true },
            Fields.Text("frequency", "Frequency, in words"),
            Fields.Of("everyDays", "At least every", FieldKind.Days),
            Fields.Text("scope", "Scope"),
            Fields.Name("owner", "Owner", "role", "contact"),
            Fields.LongText("remark", "Remark"),
            Fields.Lines("parts", "Parts"),
        ])
        { Part = "tests", Apart = ["kind", "frequency", "scope"] },
        new("monitoring", "Monitoring rule", "Monitoring", "monitoring", "title", typeof(MonitoringRule),
        [
            Fields.Title("title", "Title"),
            Fields.Text("metric", "Metric"),
            Fields.Text("condition", "Alarms when"),
            Fields.Text("severity", "Severity"),
            Fields.Text("notify", "Tells"),
            Fields.Lines("items", "Rules"),
            Fields.Of("rules", "Rules as code", FieldKind.Commands),
        ])
        { Part = "monitoring" },
        new("command", "Useful command", "Useful commands", "usefulCommands", "title", typeof(UsefulCommand),
        [
            Fields.Text("title", "Title"),
            Fields.LongText("text", "Command") with { IsRequired = true },
            Fields.Text("language", "Language"),
        ])
        { Part = "monitoring" },
        new("change", "Change", "Change record", "changes", "text", typeof(PlanChange),
        [
            Fields.Title("text", "What was changed") with { MaxLength = 2_000 },
            Fields.Text("date", "Date"),
            Fields.Text("version", "Version"),
            Fields.Text("author", "By"),
        ])
        { Part = "notes" },
        new("note", "Note", "Notes", "notes", "text", typeof(PlanNote),
        [
            Fields.LongText("text", "Text") with { IsRequired = true, MaxLength = 100_000 },
            Fields.Lines("under", "Under"),
        ])
        { Part = "notes" },
    ];
}
