using System.CommandLine;
using System.Globalization;
using DrConsole.Cli.Plans;
using DrConsole.People;
using DrConsole.Platform;

namespace DrConsole.Cli.People;

/// <summary><c>plan escalate</c>: who is called when, if a disaster were declared; it needs no database.</summary>
internal static class EscalateCommand
{
    public static Command Create()
    {
        var tier = new Option<string?>("--tier") { Description = "Name of the impact tier; without it, the paths for all tiers." };
        var at = new Option<string?>("--at") { Description = "Instant of the declaration, e.g. 2026-03-29T01:30+01:00; without an offset it is UTC. Now, when left out." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var file = new Argument<string>("FILE") { Description = "The plan, a Markdown document." };
        var command = new Command("escalate", "Show who is called when, by what, and what would go wrong.") { tier, at, json, file };
        command.SetAction(result => PlanFile.Use(result.GetValue(file)!, result.InvocationConfiguration.Error, plan =>
        {
            var run = Escalation.Simulate(plan.Document, result.GetValue(tier), Instant(result.GetValue(at)));
            result.InvocationConfiguration.Output.WriteLine(result.GetValue(json) ? EscalationPrint.Json(run) : EscalationPrint.Text(run));
            return 0;
        }));
        return command;
    }

    private static DateTimeOffset Instant(string? text) => text is null ? TimeProvider.System.GetUtcNow()
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : throw new RefusedException("instant_invalid", $"“{text}” is no instant. Write it like 2026-03-29T01:30Z.");
}
