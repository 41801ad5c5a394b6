using System.Text.Json;
using DrConsole.Cli.Plans;

namespace DrConsole.Tests.Plans.Import;

public sealed class PlanInspectTests
{
    [Fact]
    public void It_prints_one_JSON_object_with_readable_letters()
    {
        var (code, output, _) = Run("--json", Saved("# Plan für Größe\n\n## RTO\n- Shop: 0 minutes\n"u8.ToArray()));

        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        Assert.Contains("Größe", output, StringComparison.Ordinal);
        Assert.Equal(0, json.RootElement.GetProperty("objectives")[0].GetProperty("rto_minutes").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("objectives")[0].GetProperty("rpo_minutes").ValueKind);
        Assert.Equal(4, json.RootElement.GetProperty("objectives")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public void It_prints_a_summary_for_people()
    {
        var (code, output, _) = Run(Saved("# Plan\n\n## Checklist\n- [ ] a\n"u8.ToArray()));

        Assert.Equal(0, code);
        Assert.Contains("1 checklists", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_is_one_sentence_and_exit_code_2()
    {
        var (code, output, error) = Run("--json", Saved([]));

        Assert.Equal((2, "", "The document is empty."), (code, output, error.Trim()));
    }

    [Fact]
    public void A_file_that_is_not_there_is_exit_code_2()
    {
        var (code, _, error) = Run("--json", Path.Combine(Path.GetTempPath(), "no-such-plan.md"));

        Assert.Equal(2, code);
        Assert.Contains("cannot be read", error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = PlanCommandGroup.Create().Parse(["inspect", .. args]).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    private static string Saved(byte[] content)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("plan-inspect").FullName, "plan.md");
        File.WriteAllBytes(path, content);
        return path;
    }
}
