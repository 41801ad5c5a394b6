using System.CommandLine;
using DrConsole.Plans.Doctor;

namespace DrConsole.Cli.Plans;

/// <summary><c>plan doctor</c>: examines a document, or lists the rules.</summary>
internal static class PlanDoctorCommand
{
    private const int Found = 3;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var list = new Option<bool>("--list") { Description = "List the rules instead: what each finds, and why it matters." };
        var failOn = new Option<string?>("--fail-on") { Description = "Exit with 3 when there is a finding of this severity or a worse one: error, warning or hint." };
        failOn.AcceptOnlyFromAmong("error", "warning", "hint");
        var file = new Argument<string?>("FILE") { Description = "The plan, a Markdown document.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("doctor", "Say what is wrong with a plan, without storing anything.") { json, list, failOn, file };
        command.SetAction(result =>
        {
            var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            if (result.GetValue(list))
            {
                output.WriteLine(result.GetValue(json) ? DoctorReport.RulesJson() : DoctorReport.Rules());
                return 0;
            }

            if (result.GetValue(file) is not { } path)
            {
                error.WriteLine("Name the plan's file, or ask for the rules with --list.");
                return PlanFile.Refused;
            }

            return Examine(path, result.GetValue(json), result.GetValue(failOn), output, error);
        });
        return command;
    }

    private static int Examine(string path, bool json, string? failOn, TextWriter output, TextWriter error) => PlanFile.Use(path, error, plan =>
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var findings = PlanDoctor.Examine(plan.Document, plan.Text, today);
        output.WriteLine(json ? DoctorReport.Json(path, plan.Document.Meta.Title, today, findings) : DoctorReport.Text(path, findings));
        return failOn is not null && findings.Any(finding => finding.Severity <= Enum.Parse<FindingSeverity>(failOn, ignoreCase: true)) ? Found : 0;
    });
}
