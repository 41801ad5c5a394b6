using System.Globalization;
using DrConsole.Plans;
using DrConsole.Plans.Schema;

namespace DrConsole.Demonstration;

/// <summary>What a Markdown document has no form for: the demonstration's operators take turns, and its escalation goes round twice.</summary>
public static class DemonstrationPeople
{
    private const string Rotation = "Operator on call";
    private const string Path = "Every tier";

    /// <summary>The demonstration plan with its operators, their rotation with a stand-in and a gap in the next weeks, and its escalation path.</summary>
    /// <param name="today">The stand-in and the gap are near it, so that they can be seen.</param>
    public static PlanDocument AddTo(PlanDocument plan, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(plan);
        PlanContact[] operators =
        [
            Operator("Operator, Frankfurt desk", "+49-30-5550-121", "Europe/Berlin", "24/7"),
            Operator("Operator, Dublin desk", "+353-1-555-0122", "Europe/Dublin", "24/7"),
            Operator("Operator, Halifax desk", "+1-902-555-0123", "America/Halifax", "Mon-Fri 8-20"),
        ];
        return plan with
        {
            Contacts = [.. operators, .. plan.Contacts],
            Rotations =
            [
                new()
                {
                    Key = PlanKey.Of("rotation", Rotation), Name = Rotation, Zone = "Europe/Berlin", HandoverTime = "09:00", Start = "2026-01-05", TurnDays = 7,
                    Members = [.. operators.Select(contact => contact.Name!)],
                    Overrides = [new(At(today, 5, "18:00"), At(today, 6, "09:00"), operators[1].Name), new(At(today, 12, "00:00"), At(today, 12, "07:00"), null)],
                },
            ],
            EscalationPaths = [new() { Key = PlanKey.Of("path", Path), Name = Path, Rounds = 1, Fallback = "Cloud provider support" }],
            Escalation = [.. plan.Escalation.Select((level, i) => level with { Path = Path, Repeats = i == 0 ? 1 : null, RepeatMinutes = i == 0 ? 5 : null })],
        };
    }

    private static PlanContact Operator(string name, string phone, string zone, string availability) => new()
    {
        Key = PlanKey.Of("contact", name), Name = name, Phone = phone, Zone = zone, Availability = availability,
        Methods = [new(ContactMethodKind.Sms, phone), new(ContactMethodKind.Chat, "#operators")],
    };

    private static string At(DateOnly today, int days, string time) => $"{today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T{time}";
}
