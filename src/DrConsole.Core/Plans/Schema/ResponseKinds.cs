namespace DrConsole.Plans.Schema;

/// <summary>What people do: scenarios, phases, steps, procedures, checklists.</summary>
internal static class ResponseKinds
{
    public static IReadOnlyList<ItemKind> All { get; } =
    [
        new("scenario", "Scenario", "Scenarios", "scenarios", "title", typeof(Scenario),
        [
            Fields.Title("title", "Title"),
            Fields.LongText("description", "Description"),
            Fields.Name("tier", "Impact tier", "tier"),
            Fields.Name("role", "Led by", "role", "contact"),
            Fields.Names("systems", "Systems", "system"),
            Fields.Lines("detection", "Signs", "How it shows. One per line."),
            Fields.Lines("validation", "Validation", "What must be true before it is over. One per line."),
            Fields.Of("commands", "Commands", FieldKind.Commands),
        ])
        { Part = "scenarios" },
        new("phase", "Phase", "Phases", "phases", "title", typeof(Phase),
        [
            Fields.Text("title", "Title") with { MaxLength = 300 },
            Fields.Of("fromMinutes", "Begins after", FieldKind.Minutes, "Counted from the declaration."),
            Fields.Of("toMinutes", "Ends after", FieldKind.Minutes, "Leave empty when it is open-ended."),
        ])
        { Part = "scenarios", Parents = ["scenario"] },
        new("step", "Step", "Steps", "steps", "text", typeof(Step),
        [
            Fields.LongText("text", "Instruction") with { IsRequired = true, MaxLength = 4_000 },
            Fields.Text("group", "Group"),
            Fields.Name("role", "Role", "role", "contact"),
            Fields.Of("commands", "Commands", FieldKind.Commands),
            Fields.LongText("expected", "Expected result"),
            Fields.Text("evidence", "Evidence wanted"),
            Fields.Text("valueAsked", "Value asked for", "Written down when the step is done, e.g. last restored transaction."),
            Fields.Of("minutes", "Estimate", FieldKind.Minutes),
            Fields.Of("dangerous", "Dangerous", FieldKind.Flag, "It can destroy data or interrupt service."),
            Fields.Of("needsApproval", "Needs approval", FieldKind.Flag, "Somebody else must agree before it is done."),
            Fields.Of("refersTo", "Refers to", FieldKind.Keys) with { Of = ["scenario", "procedure", "checklist"] },
        ])
        { Part = "scenarios", Parents = ["phase", "procedure"] },
        new("procedure", "Procedure", "Procedures", "procedures", "title", typeof(Procedure),
        [
            Fields.Title("title", "Title"),
            Fields.LongText("description", "Description"),
            Fields.Text("script", "Script", "File name, e.g. restore-database.sh."),
            Fields.Text("link", "Link") with { MaxLength = 2_000 },
            Fields.Name("owner", "Owner", "role", "contact"),
            Fields.Of("commands", "Commands", FieldKind.Commands),
        ])
        { Part = "procedures" },
        new("checklist", "Checklist", "Checklists", "checklists", "title", typeof(PlanChecklist),
        [
            Fields.Title("title", "Title"),
            Fields.Text("section", "Group", "Heading that groups it with its sisters."),
            Fields.Lines("items", "Items"),
        ])
        { Part = "checklists" },
    ];
}
