using System.Globalization;
using DrConsole.Plans;

namespace DrConsole.Tests.People;

/// <summary>Contacts, rotations and levels for tests, with made-up names.</summary>
internal static class PlanOfPeople
{
    public static PlanContact Contact(string name, string? phone = "+49 30 5550 1", string? role = null) => new() { Key = $"contact/{name}", Name = name, Phone = phone, Role = role };

    public static EscalationLevel Level(string level, string who, double? after = null, string? path = null, params string[] targets) =>
        new() { Key = $"escalation/{path}{level}", Level = level, Who = who, AfterMinutes = after, Path = path, Targets = targets };

    public static Rotation Rotation(string zone, string start = "2026-01-05", string time = "09:00", int days = 7, params string[] members) => new()
    {
        Key = "rotation/primary", Name = "Primary", Zone = zone, Start = start, HandoverTime = time, TurnDays = days, Members = members.Length > 0 ? members : ["A", "B", "C"],
    };

    public static PlanDocument Plan(params EscalationLevel[] levels) => new()
    {
        Meta = new() { Title = "People" },
        Contacts = [Contact("A"), Contact("B", "+49 30 5550 2"), Contact("C", "+49 30 5550 3")],
        Escalation = levels,
    };

    /// <summary>An instant from ISO text; without an offset it is UTC.</summary>
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
