namespace DrConsole.Plans.Schema;

/// <summary>Who is called and told, in which order.</summary>
internal static class PeopleKinds
{
    public static IReadOnlyList<ItemKind> All { get; } =
    [
        new("contact", "Contact", "Contacts", "contacts", "name", typeof(PlanContact),
        [
            Fields.Text("name", "Name"),
            Fields.Name("role", "Role", "role"),
            Fields.Text("phone", "Phone"),
            Fields.Text("email", "E-mail"),
            Fields.Of("methods", "Further ways", FieldKind.Methods),
            Fields.Of("zone", "Time zone", FieldKind.Zone),
            Fields.Text("language", "Language"),
            Fields.Text("availability", "Availability", "E.g. 24/7, or Mon-Fri 8-18."),
            Fields.Of("external", "Vendor or outside the company", FieldKind.Flag),
            Fields.Text("company", "Company"),
            Fields.Text("contractNumber", "Contract number"),
            Fields.Text("supportLevel", "Support level"),
            Fields.Text("placeholder", "Placeholder", "What stands in the document instead of a name, number or address. Empty it once the contact is real."),
            Fields.LongText("remark", "Remark"),
        ])
        { Part = "contacts", Apart = ["role", "company"] },
        new("path", "Escalation path", "Escalation paths", "escalationPaths", "name", typeof(EscalationPath),
        [
            Fields.Title("name", "Name"),
            Fields.Names("tiers", "For the tiers", "tier"),
            Fields.Of("rounds", "Further rounds", FieldKind.Number, "How many more times all levels are called when nobody answers."),
            Fields.Name("fallback", "Called when nobody has answered", "contact", "role", "rotation"),
        ])
        { Part = "contacts" },
        new("escalation", "Escalation level", "Escalation levels", "escalation", "level", typeof(EscalationLevel),
        [
            Fields.Title("level", "Level"),
            Fields.Title("who", "Who") with { MaxLength = 500 },
            Fields.Name("path", "Path", "path"),
            Fields.Names("targets", "Called", "contact", "role", "rotation"),
            Fields.Of("afterMinutes", "Called after", FieldKind.Minutes, "Counted from the declaration."),
            Fields.Of("repeats", "Called again, times", FieldKind.Number),
            Fields.Of("repeatMinutes", "Called again after", FieldKind.Minutes),
            Fields.LongText("remark", "Remark"),
        ])
        { Part = "contacts" },
        new("rotation", "On-call rotation", "On-call rotations", "rotations", "name", typeof(Rotation),
        [
            Fields.Title("name", "Name"),
            Fields.Names("members", "Members, in turn", "contact"),
            Fields.Of("start", "First turn begins", FieldKind.Date),
            Fields.Of("turnDays", "Length of a turn in days", FieldKind.Number, "1 is daily, 7 weekly."),
            Fields.Of("handoverTime", "Handover at", FieldKind.Time),
            Fields.Of("zone", "Zone of the handover", FieldKind.Zone, "Empty is UTC."),
            Fields.Of("overrides", "Stand-ins", FieldKind.Overrides),
        ])
        { Part = "contacts" },
        new("role", "Role", "Roles", "roles", "name", typeof(PlanRole),
        [
            Fields.Title("name", "Name"),
            Fields.LongText("responsibility", "Answers for"),
            Fields.Name("holder", "Filled by", "contact"),
            Fields.Name("deputy", "Deputy", "contact"),
        ])
        { Part = "roles", Apart = [] },
        new("communication", "Communication rule", "Communication rules", "communication", "audience", typeof(CommunicationRule),
        [
            Fields.Title("audience", "Audience"),
            Fields.Text("channel", "Channel"),
            Fields.Text("cadence", "How often"),
            Fields.Name("template", "Template", "template"),
            Fields.Lines("items", "Rules"),
        ])
        { Part = "roles" },
        new("template", "Message template", "Message templates", "templates", "name", typeof(CommunicationTemplate),
        [
            Fields.Title("name", "Name"),
            Fields.Text("audience", "Audience"),
            Fields.Text("subject", "Subject"),
            Fields.LongText("body", "Text", "Variables stand in double braces: {{incident}}, {{tier}}, {{next_update}}."),
        ])
        { Part = "roles" },
    ];
}
