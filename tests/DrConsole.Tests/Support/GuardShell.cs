using System.Diagnostics;

namespace DrConsole.Tests.Support;

/// <summary>Ends the shells that stand between the tests and their servers.</summary>
internal static class GuardShell
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Closes its input and waits until it has cleared up and ended.</summary>
    public static async Task EndAsync(Process guard)
    {
        guard.StandardInput.Close();

        // Looked at, and not only waited for: once in many runs .NET was not told of a child's end, and a test waited for ever.
        var told = guard.WaitForExitAsync(CancellationToken.None);
        while (!told.IsCompleted && IsRunning(guard.Id))
        {
            await Task.WhenAny(told, Task.Delay(Pause, CancellationToken.None));
        }

        guard.Dispose();
    }

    private static bool IsRunning(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
