using System.Diagnostics;
using DrConsole.Backups.Runs;
using DrConsole.Platform;

namespace DrConsole.Tests.Backups.Runs;

/// <summary>The real web server as a process of its own, which can be killed as a power cut kills it.</summary>
internal sealed class WebNode : IAsyncDisposable
{
    private readonly Process _process;

    private WebNode(Process process) => _process = process;

    public int Id => _process.Id;

    public static WebNode Start(string connection, string dataFolder, string nodeId, string? crashAt = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "DrConsole.Web.dll"), "--urls", "http://127.0.0.1:0"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ConnectionStrings__Console"] = connection;
        start.Environment["DRCONSOLE_DATA"] = dataFolder;
        start.Environment["DRCONSOLE_MASTER_KEY_FILE"] = Path.Combine(dataFolder, "master.key");
        start.Environment["DRCONSOLE_NODE"] = nodeId;
        start.Environment[BackupWorkOptions.Variable] = "1";
        start.Environment[CrashPoint.Variable] = crashAt ?? "";
        var process = Process.Start(start) ?? throw new InvalidOperationException("The web server did not start.");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process);
    }

    public Task DiedAsync(CancellationToken ct) => _process.WaitForExitAsync(ct);

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
}
