using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using DrConsole.Plans.Compare;
using DrConsole.Platform;

namespace DrConsole.Cli.Plans;

/// <summary><c>plan diff</c>: what differs between two documents, by meaning. Needs no database.</summary>
internal static class PlanDiffCommand
{
    private static readonly JsonSerializerOptions Readable = new(CanonicalJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the differences as a JSON list." };
        var before = new Argument<string>("FILE_A") { Description = "The earlier plan, a Markdown document." };
        var after = new Argument<string>("FILE_B") { Description = "The later plan." };
        var command = new Command("diff", "Show what differs between two documents by what they mean; the exit code is 1 when something does.") { json, before, after };
        command.SetAction(result =>
        {
            var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
            return PlanFile.Use(result.GetValue(before)!, error, earlier => PlanFile.Use(
                result.GetValue(after)!, error, later => Print(PlanComparison.Of(earlier.Document, later.Document), result.GetValue(json), output)));
        });
        return command;
    }

    private static int Print(PlanComparison comparison, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(DifferenceRow.Of(comparison), Readable));
        }
        else
        {
            foreach (var item in comparison.Parts.SelectMany(part => part.Items))
            {
                Print(item, output);
            }

            output.WriteLine(comparison.Total == 0 ? "No difference." : $"{comparison.Total} differences.");
        }

        return comparison.Total == 0 ? 0 : 1;
    }

    private static void Print(ComparedItem item, TextWriter output)
    {
        var difference = item.Difference;
        output.WriteLine($"{difference.What,-8} {difference.Kind.Singular.ToLowerInvariant()} “{OneLine(difference.Title)}”{(item.Where is { } place ? $" in {OneLine(place)}" : "")}{(item.Move is { } move ? $", {OneLine(move)}" : "")}");
        foreach (var field in difference.What == DifferenceKind.Changed ? item.Fields : [])
        {
            output.WriteLine($"           {field.Label}: {Quoted(field.Before)} -> {Quoted(field.After)}");
        }
    }

    private static string Quoted(string text) => text.Length == 0 ? "nothing" : $"“{OneLine(text)}”";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
