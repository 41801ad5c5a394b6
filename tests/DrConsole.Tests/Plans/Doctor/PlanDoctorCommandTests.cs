using System.Text.Json;
using DrConsole.Cli.Plans;
using DrConsole.Plans.Doctor;

namespace DrConsole.Tests.Plans.Doctor;

public sealed class PlanDoctorCommandTests
{
    private const string Plan = "# Plan\n\n## Scenario: Database corruption\n\n### Steps\n1. Look\n   ```bash\n   psql -c 'VACUUM FULL'\n   ```\n";

    [Fact]
    public void The_list_names_every_rule()
    {
        var (code, output, _) = Run("--list");

        Assert.Equal(0, code);
        Assert.All(PlanRules.All, rule => Assert.Contains($"{rule.Id}  (", output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_list_is_JSON_when_asked_for()
    {
        using var json = JsonDocument.Parse(Run("--list", "--json").Output);

        Assert.Equal(PlanRules.All.Select(rule => rule.Id), json.RootElement.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!));
    }

    [Fact]
    public void Findings_begin_with_file_and_line_and_say_why_and_how_to_mend()
    {
        var (code, output, _) = Run(Saved());

        Assert.Equal(0, code);
        Assert.Matches(@"\.md:8  “VACUUM FULL” is run", output);
        Assert.Contains("Mend: ", output, StringComparison.Ordinal);
        Assert.Contains("Why: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error", 3)]
    [InlineData("warning", 3)]
    public void It_fails_when_told_to(string severity, int code) => Assert.Equal(code, Run(Saved(), "--fail-on", severity).Code);

    [Fact]
    public void The_JSON_has_rule_severity_evidence_reason_and_mend()
    {
        using var json = JsonDocument.Parse(Run(Saved(), "--json").Output);
        var finding = json.RootElement.GetProperty("findings").EnumerateArray().First(found => found.GetProperty("rule").GetString() is "repairs-what-is-corrupt");

        Assert.Equal("error", finding.GetProperty("severity").GetString());
        Assert.Equal(8, finding.GetProperty("evidence")[0].GetProperty("source").GetProperty("first").GetInt32());
        Assert.NotEmpty(finding.GetProperty("why").GetString()!);
        Assert.NotEmpty(finding.GetProperty("mend").GetString()!);
    }

    [Fact]
    public void Without_a_file_it_says_what_is_missing() => Assert.Equal(2, Run().Code);

    private static string Saved()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("doctor").FullName, "plan.md");
        File.WriteAllText(path, Plan);
        return path;
    }

    private static (int Code, string Output, string Error) Run(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = PlanCommandGroup.Create().Parse(["doctor", .. words]).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
