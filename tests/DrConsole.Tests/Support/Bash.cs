using System.Diagnostics;

namespace DrConsole.Tests.Support;

/// <summary>What a person types.</summary>
internal static class Bash
{
    /// <summary>Runs a line of bash in a folder.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string folder, string command, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(command);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var shell = Process.Start(start)!;
        var ct = TestContext.Current.CancellationToken;
        var said = await Task.WhenAll(shell.StandardOutput.ReadToEndAsync(ct), shell.StandardError.ReadToEndAsync(ct));
        await shell.WaitForExitAsync(ct);
        return (shell.ExitCode, string.Concat(said));
    }
}
