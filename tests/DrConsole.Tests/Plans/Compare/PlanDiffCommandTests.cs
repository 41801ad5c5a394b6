using System.Text;
using System.Text.Json;
using DrConsole.Cli.Plans;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Compare;

public sealed class PlanDiffCommandTests
{
    private static readonly string Changed = SmallPlan.Text.Replace("Restore the newest backup", "Restore the newest proven backup", StringComparison.Ordinal);

    [Fact]
    public void It_prints_what_differs_and_answers_1()
    {
        var (code, output) = Run(Saved(SmallPlan.Text), Saved(Changed));

        Assert.Equal(1, code);
        Assert.Contains("Changed  step “Restore the newest proven backup” in Scenario 1: Ledger database lost", output, StringComparison.Ordinal);
        Assert.Contains("Instruction: “Restore the newest backup” -> “Restore the newest proven backup”", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_the_same_plan_it_says_so_and_answers_0()
    {
        var (code, output) = Run(Saved(SmallPlan.Text), Saved(SmallPlan.Text));

        Assert.Equal((0, "No difference."), (code, output.Trim()));
    }

    [Fact]
    public void It_prints_one_json_list()
    {
        var (_, output) = Run("--json", Saved(SmallPlan.Text), Saved(Changed));

        var row = JsonDocument.Parse(output).RootElement.EnumerateArray().Single(row => row.GetProperty("kind").GetString() == "step");
        Assert.Equal("changed", row.GetProperty("what").GetString());
        Assert.Equal(("text", "Restore the newest backup"), (row.GetProperty("fields")[0].GetProperty("name").GetString(), row.GetProperty("fields")[0].GetProperty("before").GetString()));
    }

    [Fact]
    public void A_file_that_is_not_there_is_exit_code_2() => Assert.Equal(2, Run(Saved(SmallPlan.Text), "/nowhere/plan.md").Code);

    private static string Saved(string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("drc-diff-").FullName, "plan.md");
        File.WriteAllText(path, text, Encoding.UTF8);
        return path;
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = PlanDiffCommand.Create().Parse(arguments).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString());
    }
}
