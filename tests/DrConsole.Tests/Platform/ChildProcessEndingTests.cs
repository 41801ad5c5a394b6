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

    // So many at once that some begin to wait exactly while others give up.
    [Fact]
    public async Task Whoever_waits_for_the_end_is_told_of_it_though_others_stop_waiting_meanwhile()
    {
        const int Many = 2000;
        var ct = TestContext.Current.CancellationToken;
        await using var child = ChildProcess.Start(new("sleep", ["300"]));
        var impatient = Enumerable.Range(0, Many).Select(_ => new CancellationTokenSource()).ToList();
        var givenUp = impatient.ConvertAll(stop => child.WaitAsync(stop.Token));

        var givingUp = Task.Run(() => impatient.ForEach(stop => stop.Cancel()), ct);
        var patient = Enumerable.Range(0, Many).Select(_ => child.WaitAsync(ct)).ToList();
        await givingUp;
        child.Kill();

        await Task.WhenAll(patient).WaitAsync(TimeSpan.FromSeconds(20), ct);
        await Task.WhenAll(givenUp.Select(waited => (Task)Task.WhenAny(waited))).WaitAsync(TimeSpan.FromSeconds(20), ct);
        impatient.ForEach(stop => stop.Dispose());
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
