using System.Diagnostics;

namespace DrConsole.Platform;

/// <summary>
/// Named places at which a test has this process die as if the power had failed. In operation nothing is set, and a point costs one comparison.
/// </summary>
internal static class CrashPoint
{
    /// <summary>Environment variable with the name of the point at which the process kills itself.</summary>
    public const string Variable = "DRCONSOLE_CRASH_AT";

    private static readonly string? Wanted = Environment.GetEnvironmentVariable(Variable);

    /// <summary>Ends this process with SIGKILL when the point is the wanted one.</summary>
    public static void Reach(string name)
    {
        if (Wanted is not null && string.Equals(Wanted, name, StringComparison.Ordinal))
        {
            using var self = Process.GetCurrentProcess();
            self.Kill(); // no finally, no flush: what a power cut leaves behind
        }
    }
}
