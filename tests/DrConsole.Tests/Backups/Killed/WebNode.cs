using System.Collections.Concurrent;
using System.Diagnostics;
using DrConsole.Backups.Runs;
using DrConsole.Platform;

namespace DrConsole.Tests.Backups.Killed;

/// <summary>The real web server as a process of its own, which can be killed as a power cut kills it.</summary>
internal sealed class WebNode : IAsyncDisposable
{
    private const int Killed = 128 + 9; // SIGKILL, as .NET reports it
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    // It lives for seconds: nothing that pays only in hours, and no heap per core.
    private static readonly (string Setting, string Value)[] QuickStart = [("DOTNET_TieredPGO", "0"), ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_gcServer", "0")];
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private WebNode(Process process) => _process = process;

    public int Id => _process.Id;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Starts it on that database and data folder.</summary>
    /// <param name="crashAt">The point at which it kills itself; null for one that lives.</param>
    public static WebNode Start(string connection, string dataFolder, string nodeId, string? crashAt = null)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "DrConsole.Web.dll"), "--urls", "http://127.0.0.1:0"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ConnectionStrings__Console"] = connection;
        start.Environment["DRCONSOLE_DATA"] = dataFolder;
        start.Environment["DRCONSOLE_MASTER_KEY_FILE"] = Path.Combine(dataFolder, "master.key");
        start.Environment["DRCONSOLE_NODE"] = nodeId;
        start.Environment[BackupWorkOptions.Variable] = "1";
        start.Environment[BackupWorkOptions.RetentionVariable] = "0";
        start.Environment[CrashPoint.Variable] = crashAt ?? "";
        foreach (var (setting, value) in QuickStart)
        {
            start.Environment[setting] = value;
        }

        var node = new WebNode(Process.Start(start) ?? throw new InvalidOperationException("The web server did not start."));
        node._process.OutputDataReceived += node.Keep;
        node._process.ErrorDataReceived += node.Keep;
        node._process.BeginOutputReadLine();
        node._process.BeginErrorReadLine();
        return node;
    }

    /// <summary>Starts one that kills itself at that point, and waits until it has.</summary>
    /// <returns>The id of the process that is gone.</returns>
    public static async Task<int> DieAsync(string connection, string dataFolder, string crashAt)
    {
        await using var node = Start(connection, dataFolder, "killed", crashAt);
        try
        {
            await node._process.WaitForExitAsync(Ct).WaitAsync(Limit, Ct);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"It never came to {crashAt}. {node.Said}");
        }

        Assert.True(node._process.ExitCode == Killed, $"It ended with {node._process.ExitCode}. {node.Said}");
        return node.Id;
    }

    /// <summary>Waits until what this node does has had that effect.</summary>
    public async Task EventuallyAsync(string what, Func<Task<bool>> holds)
    {
        var began = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(began.Elapsed < Limit && !_process.HasExited, $"In vain: {what}. {Said}");
            await Task.Delay(50, Ct);
        }
    }

    /// <summary>Stops it (<c>STOP</c>), as a machine that sleeps does, or lets it go on (<c>CONT</c>).</summary>
    public Task SignalAsync(string signal) => ChildProcess.ReadAsync(new("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]), Ct);

    /// <summary>SIGKILL to this process alone: what it had started goes on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private string Said => string.Join('\n', _said.TakeLast(40));

    private void Keep(object? sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } said)
        {
            _said.Enqueue(said);
        }
    }
}
