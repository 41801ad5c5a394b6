using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DrConsole.People;
using DrConsole.Plans;

namespace DrConsole.Cli.People;

/// <summary>A simulated escalation for people and for programs.</summary>
internal static class EscalationPrint
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Json(EscalationRun run) => JsonSerializer.Serialize(run, Readable);

    public static string Text(EscalationRun run)
    {
        var declared = string.Create(CultureInfo.InvariantCulture, $"Declared {run.At:yyyy-MM-dd HH:mm} UTC, {(run.Tier is { } tier ? $"tier {tier}" : "tier not known")}: {string.Join(", ", run.Paths)}");
        return string.Join(Environment.NewLine, [declared, "", .. run.Calls.SelectMany(call => Lines(run, call)), .. Faults("", run.Faults)]).TrimEnd();
    }

    private static IEnumerable<string> Lines(EscalationRun run, EscalationCall call)
    {
        var level = string.Join(", ", new[] { call.Level, EscalationWords.Repeat(call) }.OfType<string>());
        yield return string.Create(CultureInfo.InvariantCulture, $"{EscalationWords.After(call.At - run.At)} ({call.At:HH:mm} UTC)  {level}");
        yield return $"  {call.Who ?? "NOBODY"}, {call.Reason}";
        if (call.Method is { } method)
        {
            yield return $"  by {Say(method)}{(call.Others.Count > 0 ? $"; then {string.Join("; ", call.Others.Select(Say))}" : "")}";
        }

        if (call.Local is { } local)
        {
            yield return $"  {EscalationWords.Local(local)} there ({call.Zone}){(call.Availability is { } stated ? $", reachable {stated}" : "")}";
        }

        foreach (var fault in Faults("  ", call.Faults).Append(""))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Faults(string indent, IReadOnlyList<EscalationFault> faults) =>
        faults.Select(fault => $"{indent}{(fault.IsGrave ? "FAULT" : "note")}: {fault.Text}");

    private static string Say(ContactMethod method) => $"{EscalationWords.Of(method.Kind).ToLowerInvariant()} {method.Value}";
}
