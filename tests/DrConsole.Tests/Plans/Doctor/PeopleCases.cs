using DrConsole.Plans;
using static DrConsole.Tests.Plans.Doctor.RuleCase;

namespace DrConsole.Tests.Plans.Doctor;

internal static class PeopleCases
{
    private static readonly PlanContact Lead = new() { Key = "contact/lead", Role = "Platform lead", Name = "A. Example", Phone = "+49 30 1234567" };
    private static readonly PlanContact Second = new() { Key = "contact/second", Role = "Second line", Name = "B. Example", Phone = "+49 30 7654321" };
    private static readonly PlanContact Vendor = new() { Key = "contact/vendor", Name = "Hosting support", Phone = "+49 30 1112223", External = true };
    private static readonly EscalationLevel First = Level("Level 1", "Platform lead", 0);
    private static readonly PlanRole Scribe = new() { Key = "role/scribe", Name = "Scribe" };

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        new("nobody-to-call", Empty, Of(Lead, First)),
        new("placeholder-contact", Of(Lead with { Name = null, Phone = null, Placeholder = "[Contact]" }), Of(Lead)),
        new("fictional-contact", Of(Lead with { Phone = "+1-555-0100" }), Of(Lead)),
        new("contact-without-phone", Of(Lead with { Phone = null, Email = "lead@shop.test-company.eu" }), Of(Lead)),
        new("vendor-without-contract", Of(Vendor), Of(Vendor with { ContractNumber = "C-1" })),
        new("level-without-person", Of(Lead, Level("Level 1", "Executive leadership", 0)), Of(Lead, First)),
        new("same-person-twice", Of(Lead, First, Level("Level 2", "Platform lead", 15)), Of(Lead, Second, First, Level("Level 2", "Second line", 15))),
        new("escalation-without-delay", Of(Lead, Second, First, Level("Level 2", "Second line", null)), Of(Lead, Second, First, Level("Level 2", "Second line", 15))),
        new("escalation-after-rto", Of(Goal("Shop", rto: 60), First, Level("Level 2", "Second line", 90)), Of(Goal("Shop", rto: 60), First, Level("Level 2", "Second line", 15))),
        new("role-without-holder", Of(Lead, Scribe), Of(Lead, Scribe with { Holder = "A. Example" })),
        new("unknown-name", Of(Steps("Site lost", "Restore") with { Tier = "Tier 9" }), Of(Steps("Site lost", "Restore") with { Tier = "Tier 1" }, new ImpactTier { Key = "tier/1", Name = "Tier 1" })),
        new("template-without-text", Of(Message(null)), Of(Message("We are on it. Next update: {{next_update}}"))),
        new("template-without-next-update", Of(Message("We are on it.")), Of(Message("We are on it. Next update: {{next_update}}"))),
    ];

    private static EscalationLevel Level(string name, string who, double? after) => new() { Key = $"escalation/{name}", Level = name, Who = who, AfterMinutes = after };

    private static CommunicationTemplate Message(string? body) => new() { Key = "template/begun", Name = "Incident begun", Body = body };
}
