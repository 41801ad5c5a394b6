using DrConsole.Platform;

namespace DrConsole.Tests.Platform;

public sealed class ChildProcessEndingTests
{
    [Fact]
    public async Task Disposing_a_child_that_runs_ends_it_with_its_children_and_may_be_repeated()
    {
        var child = ChildProcess.Start(new("sh", ["-c", "sleep 300 & sleep 300"]));
        var id = child.Id;

        await child.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await child.DisposeAsync();
        child.Kill();

        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Where(process => Path.GetFileName(process).All(char.IsAsciiDigit)), process => IsOfGroup(process, id));
    }

    private static bool IsOfGroup(string process, int group)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(process, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] != "Z" && fields[2] == group.ToString(null, null);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
