using System.CommandLine;
using Exported = DrConsole.Plans.Export.PlanFile;

namespace DrConsole.Cli.Plans;

/// <summary><c>plan export</c>: a document in the console's own form. Needs no database.</summary>
internal static class PlanExportCommand
{
    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "md or json.", DefaultValueFactory = static _ => "md" };
        format.AcceptOnlyFromAmong("md", "json");
        var target = new Option<string?>("--output") { Description = "The file to write; without it the export goes to standard output." };
        var file = new Argument<string>("FILE") { Description = "The plan: a Markdown document, or an export." };
        var command = new Command("export", "Write a document in the console's own form, without storing anything.") { format, target, file };
        command.SetAction(result => PlanFile.Use(result.GetValue(file)!, result.InvocationConfiguration.Error, plan =>
        {
            var export = Exported.Of(plan.Document, Exported.FormatOf(result.GetValue(format))!.Value);
            if (result.GetValue(target) is { } path)
            {
                File.WriteAllText(path, export.Text);
            }
            else
            {
                result.InvocationConfiguration.Output.Write(export.Text);
            }

            foreach (var warning in plan.Warnings)
            {
                result.InvocationConfiguration.Error.WriteLine("Warning: " + warning);
            }

            return 0;
        }));
        return command;
    }
}
