using System.CommandLine;
using DrConsole.Cli.People;
using DrConsole.Plans.Import;
using DrConsole.Platform;

namespace DrConsole.Cli.Plans;

/// <summary>Commands on plans: <c>plan inspect</c> shows what the importer makes of a document; it needs no database.</summary>
internal static class PlanCommandGroup
{
    private const int Refused = 2;

    public static Command Create() => new("plan", "Look at disaster-recovery plans.") { Inspect(), EscalateCommand.Create() };

    private static Command Inspect()
    {
        var json = new Option<bool>("--json") { Description = "Print everything as one JSON object." };
        var file = new Argument<string>("FILE") { Description = "The plan, a Markdown document." };
        var command = new Command("inspect", "Show what the importer understands of a document, without storing anything.") { json, file };
        command.SetAction(result => Inspect(result.GetValue(file)!, result.GetValue(json), result.InvocationConfiguration.Output, result.InvocationConfiguration.Error));
        return command;
    }

    private static int Inspect(string path, bool json, TextWriter output, TextWriter error)
    {
        try
        {
            var plan = PlanImporter.Import(Path.GetFileName(path), Bytes(path));
            output.WriteLine(json ? PlanInspection.Json(plan) : PlanInspection.Summary(plan));
            return 0;
        }
        catch (RefusedException refused)
        {
            error.WriteLine(refused.Message);
            return Refused;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"The file {path} cannot be read: {unreadable.Message}");
            return Refused;
        }
    }

    /// <summary>The file's bytes, a little more than the importer takes at most.</summary>
    internal static byte[] Bytes(string path)
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
