using System.Text.Json;
using DrConsole.Cli.Plans;

namespace DrConsole.Tests.People;

public sealed class PlanEscalateTests
{
    private const string Plan =
        """
        # Ledger plan

        ## Contacts

        | Role | Name | Phone | Email |
        |------|------|-------|-------|
        | Operator on call | Duty phone | +49-30-5550-1 | ops@ledger.example |

        ## Escalation

        1. **Level 1**: Operator on call (immediately)
        2. **Level 2**: Head of finance (after 20 minutes)
        """;

    [Fact]
    public void It_says_who_is_called_by_what_and_what_would_go_wrong()
    {
        var (code, output, _) = Run("--at", "2026-03-29T01:30+01:00", Saved());

        Assert.Equal(0, code);
        Assert.Contains("Declared 2026-03-29 00:30 UTC", output, StringComparison.Ordinal);
        Assert.Contains("by phone +49-30-5550-1; then e-mail ops@ledger.example", output, StringComparison.Ordinal);
        Assert.Contains("FAULT: No contact, role or rotation", output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_prints_one_JSON_object()
    {
        var (code, output, _) = Run("--json", "--tier", "Tier 1", Saved());

        using var json = JsonDocument.Parse(output);
        Assert.Equal(0, code);
        Assert.Equal("phone", json.RootElement.GetProperty("calls")[0].GetProperty("method").GetProperty("kind").GetString());
    }

    [Fact]
    public void What_is_no_instant_or_no_file_is_refused()
    {
        Assert.Equal(2, Run("--at", "yesterday", Saved()).Code);
        Assert.Equal(2, Run("/not/there.md").Code);
    }

    private static string Saved()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("drc-escalate-").FullName, "plan.md");
        File.WriteAllText(path, Plan);
        return path;
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = PlanCommandGroup.Create().Parse(["escalate", .. arguments]).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
