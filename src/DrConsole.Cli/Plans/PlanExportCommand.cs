using System.CommandLine;
using DrConsole.Plans.Export;

namespace DrConsole.Cli.Plans;

/// <summary><c>plan export</c>: a document in the console's own form, as Markdown or JSON. Needs no database.</summary>
internal static class PlanExportCommand
{
    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "md or json.", DefaultValueFactory = static _ => "md" };
        format.AcceptOnlyFromAmong("md", "json");
        var target = new Option<string?>("--output") { Description = "The file to write; without it the export goes to standard output." };
        var file = new Argument<string>("FILE") { Description = "The plan: a Markdown document, or an export." };
        var command = new Command("export", "Write a document in the console's own form, without storing anything.") { format, target, file };
        command.SetAction(result =>
        {
            var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            return PlanFile.Use(result.GetValue(file)!, error, plan =>
            {
                foreach (var warning in plan.Warnings)
                {
                    error.WriteLine("Warning: " + warning);
                }

                return Write(ExportFile.Of(plan.Document, ExportFile.FormatOf(result.GetValue(format))!.Value).Text, result.GetValue(target), output, error);
            });
        });
        return command;
    }

    /// <summary><c>plan schema</c>: the JSON Schema of the exports.</summary>
    public static Command Schema()
    {
        var command = new Command("schema", "Print the JSON Schema of exported plans.");
        command.SetAction(result => result.InvocationConfiguration.Output.Write(PlanJsonSchema.Text));
        return command;
    }

    private static int Write(string text, string? target, TextWriter output, TextWriter error)
    {
        if (target is null)
        {
            output.Write(text);
            return 0;
        }

        try
        {
            File.WriteAllText(target, text);
            return 0;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"The file {target} cannot be written: {unwritable.Message}");
            return PlanFile.Refused;
        }
    }
}
