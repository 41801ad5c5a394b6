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

    // Staged as often as it takes to meet the moment: waiting is given up while disposing begins to wait.
    [Fact]
    public async Task Disposing_ends_though_others_stop_waiting_at_that_moment()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var stop = new CancellationTokenSource();
            var child = ChildProcess.Start(new("sleep", ["300"]));
            var waiting = Enumerable.Range(0, 50).Select(_ => child.WaitAsync(stop.Token)).ToList();
            using var together = new Barrier(2);

            var stopping = Task.Run(
                async () =>
                {
                    together.SignalAndWait(TestContext.Current.CancellationToken);
                    await stop.CancelAsync();
                },
                TestContext.Current.CancellationToken);
            together.SignalAndWait(TestContext.Current.CancellationToken);
            await child.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

            await stopping;
            await Task.WhenAll(waiting).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        }
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
