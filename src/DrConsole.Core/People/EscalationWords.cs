using System.Globalization;
using DrConsole.Plans;

namespace DrConsole.People;

/// <summary>Words for a simulated escalation, the same on pages and on the command line.</summary>
public static class EscalationWords
{
    /// <summary>"at once", "after 15 min", "after 2 h 5 min".</summary>
    public static string After(TimeSpan passed) => passed <= TimeSpan.Zero ? "at once"
        : passed < TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"after {passed.TotalMinutes:0.##} min")
        : passed.Minutes == 0 ? string.Create(CultureInfo.InvariantCulture, $"after {Math.Floor(passed.TotalHours)} h")
        : string.Create(CultureInfo.InvariantCulture, $"after {Math.Floor(passed.TotalHours)} h {passed.Minutes} min");

    /// <summary>"Phone", "Text message", …</summary>
    public static string Of(ContactMethodKind kind) => kind switch
    {
        ContactMethodKind.Phone => "Phone",
        ContactMethodKind.Sms => "Text message",
        ContactMethodKind.Email => "E-mail",
        ContactMethodKind.Chat => "Chat",
        ContactMethodKind.Pager => "Pager",
        _ => "Web",
    };

    /// <summary>A local time with its day, because a handover is remembered by it: <c>Sun 2026-03-29 03:30</c>.</summary>
    public static string Local(DateTimeOffset local) => local.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"call 2", "round 2, call 1"; null for the first call of the first round.</summary>
    public static string? Repeat(EscalationCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call switch
        {
            { IsFallback: true } or { Round: 1, Attempt: 1 } => null,
            { Round: 1 } => $"again, call {call.Attempt}",
            { Attempt: 1 } => $"round {call.Round}",
            _ => $"round {call.Round}, call {call.Attempt}",
        };
    }
}
