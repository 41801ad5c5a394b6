using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DrConsole.Platform;

/// <summary>
/// A running child in a session and process group of its own: ending it ends its children too. Disposing a child that still runs kills it.
/// </summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    /// <summary>Environment variable that names what a child serves.</summary>
    public const string ServesVariable = "DRCONSOLE_SERVES";

    /// <summary>Environment variable with the process id of the console that started it: a marked child with another parent is an orphan.</summary>
    public const string StarterVariable = "DRCONSOLE_STARTED_BY";

    private const int SigKill = 9;
    private const int SigTerm = 15;
    private readonly Process _process;
    private readonly StandardErrorTail _said;
    private readonly Task _exited;
    private bool _isEnding;
    private volatile bool _isGone;

    // One wait for all who wait: Process adds and removes its waiters without a lock, so that one who begins while another gives up may never be told.
    private ChildProcess(Process process, StandardErrorTail said) => (_process, _said, _exited) = (process, said, process.WaitForExitAsync(CancellationToken.None));

    /// <summary>Its process id, which is its process group too.</summary>
    public int Id => _process.Id;

    /// <summary>Its standard output, raw.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Its standard input, raw; only when the command asked for one.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Starts it.</summary>
    /// <exception cref="RefusedException">The program is not on this machine.</exception>
    public static ChildProcess Start(ChildCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var program = Programs.Find(command.Program);

        // setsid(1) makes the group and then becomes the program: the id stays.
        var start = new ProcessStartInfo("/usr/bin/setsid")
        {
            UseShellExecute = false, RedirectStandardError = true, RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = command.WorkingDirectory ?? "/",
        };
        start.ArgumentList.Add(program);
        foreach (var argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        FillEnvironment(start.Environment, command);
        try
        {
            var process = Process.Start(start) ?? throw new InvalidOperationException($"{command.Program} did not start.");
            var child = new ChildProcess(process, StandardErrorTail.Follow(process.StandardError.BaseStream, command.Redacted));
            PipeSize.Enlarge(child.Output);
            if (command.HasInput)
            {
                PipeSize.Enlarge(child.Input);
            }
            else
            {
                process.StandardInput.Close();
            }

            return child;
        }
        catch (Win32Exception failure)
        {
            throw new RefusedException("program_not_started", $"{command.Program} could not be started: {failure.Message}.");
        }
    }

    /// <summary>Runs a program to its end and returns what it wrote, as text. For short answers only.</summary>
    /// <exception cref="RefusedException">It ended with another code than 0; the message has its last words.</exception>
    public static async Task<string> ReadAsync(ChildCommand command, CancellationToken ct)
    {
        await using var child = Start(command);
        using var reader = new StreamReader(child.Output);
        var output = await reader.ReadToEndAsync(ct);
        var exit = await child.WaitAsync(ct);
        return exit.IsClean
            ? output
            : throw new RefusedException("program_failed", $"{System.IO.Path.GetFileName(command.Program)} ended with code {exit.Code}: {exit.Said}");
    }

    /// <summary>Waits for its end. Its output must be read by somebody, or it never ends.</summary>
    public async Task<ChildExit> WaitAsync(CancellationToken ct)
    {
        await _exited.WaitAsync(ct);
        return new(_process.ExitCode, await _said.TextAsync());
    }

    /// <summary>Asks the whole group to end (SIGTERM).</summary>
    public void Stop() => Signal(SigTerm);

    /// <summary>Ends the whole group at once (SIGKILL).</summary>
    public void Kill() => Signal(SigKill);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isEnding, true))
        {
            return;
        }

        if (!_process.HasExited)
        {
            SignalGroup(SigKill); // not Kill(): that leaves alone what is disposed
        }

        await _exited;
        _isGone = true;
        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (!_isGone && !_process.HasExited)
        {
            SignalGroup(signal);
        }
    }

    // Before setsid has run there is no group of that id yet, only the process.
    private void SignalGroup(int signal)
    {
        if (KillGroup(-Id, signal) != 0)
        {
            _ = KillGroup(Id, signal);
        }
    }

    private static void FillEnvironment(IDictionary<string, string?> environment, ChildCommand command)
    {
        environment.Clear();
        environment["PATH"] = Programs.SearchPath;
        environment["LANG"] = environment["LC_ALL"] = "C.UTF-8";
        environment["TZ"] = "UTC";
        foreach (var (name, value) in command.Environment)
        {
            environment[name] = value;
        }

        if (command.Serves is { } served)
        {
            environment[ServesVariable] = served.ToString();
            environment[StarterVariable] = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillGroup(int pid, int signal);
}
