using DrConsole.Cli.Plans;
using DrConsole.Plans.Export;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Export;

public sealed class ExportFileTests
{
    [Theory]
    [InlineData("../../etc/passwd", "etc-passwd.md")]
    [InlineData("  .hidden\u202Egnp.exe\r\nX: y ", "hidden-gnp.exe-X-y.md")]
    [InlineData("", "plan.md")]
    [InlineData("災害復旧計画", "災害復旧計画.md")]
    public void A_file_name_is_safe_everywhere(string title, string name) =>
        Assert.Equal(name, ExportFile.Of(new() { Meta = new() { Title = title } }, PlanFormat.Markdown).Name);

    [Fact]
    public void The_command_line_exports_without_a_database()
    {
        var folder = Directory.CreateTempSubdirectory("plan-export").FullName;
        var (source, target) = (Path.Combine(folder, "plan.md"), Path.Combine(folder, "out.json"));
        File.WriteAllText(source, SmallPlan.Text);

        Assert.StartsWith("---\ndrconsole-plan: 1\n---\n", Run(source).Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), Run(source, "--format", "json", "--output", target));
        Assert.Equal(Run(source).Output, Run(target).Output);
        Assert.Equal(2, Run(source, "--output", Path.Combine(folder, "no", "such", "folder.md")).Code);
    }

    private static (int Code, string Output) Run(params string[] args)
    {
        using var output = new StringWriter();
        var code = PlanCommandGroup.Create().Parse(["export", .. args]).Invoke(new() { Output = output, Error = TextWriter.Null });
        return (code, output.ToString());
    }
}
