using System.CommandLine;
using DrConsole.Plans;
using DrConsole.Plans.Export;
using DrConsole.Plans.Import;
using DrConsole.Platform;

namespace DrConsole.Cli.Plans;

/// <summary>Commands on plans: <c>plan inspect</c> shows what the importer makes of a document, <c>plan export</c> writes it; they need no database.</summary>
internal static class PlanCommandGroup
{
    private const int Refused = 2;

    public static Command Create() => new("plan", "Look at disaster-recovery plans.") { Inspect(), Export() };

    private static Command Inspect()
    {
        var json = new Option<bool>("--json") { Description = "Print everything as one JSON object." };
        var file = new Argument<string>("FILE") { Description = "The plan, a Markdown document." };
        var command = new Command("inspect", "Show what the importer understands of a document, without storing anything.") { json, file };
        command.SetAction(result => Guarded(result.GetValue(file)!, result.InvocationConfiguration.Error, plan =>
            result.InvocationConfiguration.Output.WriteLine(result.GetValue(json) ? PlanInspection.Json(plan) : PlanInspection.Summary(plan))));
        return command;
    }

    private static Command Export()
    {
        var format = new Option<string>("--format") { Description = "md or json.", DefaultValueFactory = static _ => "md" };
        format.AcceptOnlyFromAmong("md", "json");
        var target = new Option<string?>("--output") { Description = "The file to write; without it the export goes to standard output." };
        var file = new Argument<string>("FILE") { Description = "The plan: a Markdown document, or an export." };
        var command = new Command("export", "Write a document in the console's own form, without storing anything.") { format, target, file };
        command.SetAction(result => Guarded(result.GetValue(file)!, result.InvocationConfiguration.Error, plan =>
        {
            var export = PlanFile.Of(plan.Document, PlanFile.FormatOf(result.GetValue(format))!.Value);
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
        }));
        return command;
    }

    private static int Guarded(string path, TextWriter error, Action<ImportedPlan> act)
    {
        try
        {
            act(PlanImporter.Import(Path.GetFileName(path), Bytes(path)));
            return 0;
        }
        catch (RefusedException refused)
        {
            error.WriteLine(refused.Message);
            return Refused;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"The file {path} cannot be read, or the export not written: {unreadable.Message}");
            return Refused;
        }
    }

    private static byte[] Bytes(string path)
    {
        // A device or a huge file must not fill the memory before the importer can refuse it.
        using var stream = File.OpenRead(path);
        using var kept = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = stream.Read(buffer); read > 0 && kept.Length <= PlanImporter.MaxBytes; read = stream.Read(buffer))
        {
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
