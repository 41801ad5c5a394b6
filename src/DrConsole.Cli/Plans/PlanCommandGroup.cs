using System.CommandLine;
using DrConsole.Cli.People;

namespace DrConsole.Cli.Plans;

/// <summary>Commands on plans: <c>plan inspect</c> shows what the importer makes of a document, <c>plan doctor</c> what is wrong with it, <c>plan export</c> writes it in the console's own form, and more; none needs a database.</summary>
internal static class PlanCommandGroup
{
    public static Command Create() => new("plan", "Look at disaster-recovery plans.") { Inspect(), PlanDoctorCommand.Create(), PlanDiffCommand.Create(), PlanExportCommand.Create(), PlanExportCommand.Schema(), EscalateCommand.Create() };

    private static Command Inspect()
    {
        var json = new Option<bool>("--json") { Description = "Print everything as one JSON object." };
        var file = new Argument<string>("FILE") { Description = "The plan, a Markdown document." };
        var command = new Command("inspect", "Show what the importer understands of a document, without storing anything.") { json, file };
        command.SetAction(result => PlanFile.Use(result.GetValue(file)!, result.InvocationConfiguration.Error, plan =>
        {
            result.InvocationConfiguration.Output.WriteLine(result.GetValue(json) ? PlanInspection.Json(plan) : PlanInspection.Summary(plan));
            return 0;
        }));
        return command;
    }
}
