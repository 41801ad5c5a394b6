using System.Diagnostics;
using DrConsole.Cli.Backups;

namespace DrConsole.Tests.Support;

/// <summary>The command line as a process of its own.</summary>
internal static class RealCli
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Starts <c>backup …</c>.</summary>
    /// <param name="environment">Variables beside those of the tests.</param>
    public static Process Start(IEnumerable<string> arguments, params (string Name, string Value)[] environment) => StartCommand(["backup", .. arguments], environment);

    /// <summary>Runs <c>backup …</c> to its end.</summary>
    public static Task<(int Id, int Code, string Output, string Error)> RunAsync(IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        CommandAsync(["backup", .. arguments], environment);

    /// <summary>Runs any command to its end.</summary>
    public static async Task<(int Id, int Code, string Output, string Error)> CommandAsync(IEnumerable<string> words, params (string Name, string Value)[] environment)
    {
        using var process = StartCommand(words, environment);
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Ct), process.StandardError.ReadToEndAsync(Ct));
        await process.WaitForExitAsync(Ct);
        return (process.Id, process.ExitCode, said[0], said[1]);
    }

    private static Process StartCommand(IEnumerable<string> words, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var word in (string[])[typeof(BackupCommandGroup).Assembly.Location, .. words])
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close(); // nobody is there to answer questions
        return process;
    }
}
