using System.Globalization;
using DrConsole.Audit;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Killed;

/// <summary>What a killed process may leave on the machine.</summary>
internal static class Leftovers
{
    /// <summary>Folders with secrets of a process.</summary>
    public static IReadOnlyList<string> SecretsOf(int process) =>
        [.. Directory.EnumerateDirectories(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"drconsole-secret-{process}-*")];

    /// <summary>Programs that were started for that run, policy or examination.</summary>
    public static IReadOnlyList<int> ChildrenFor(Guid served) => Processes($"{ChildProcess.ServesVariable}={served}");

    /// <summary>Programs that a process had started.</summary>
    public static IReadOnlyList<int> ChildrenOf(int process) => Processes($"{ChildProcess.StarterVariable}={process.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Every chain of the console can be followed from its first entry to its last.</summary>
    public static async Task ChainIsWholeAsync(TestConsole console)
    {
        var verdict = await console.Get<AuditCheck>().VerifyAsync(TestContext.Current.CancellationToken);
        Assert.True(verdict.IsIntact, string.Join(' ', verdict.Faults));
    }

    private static int[] Processes(string variable) =>
        [.. Directory.EnumerateDirectories("/proc").Where(folder => Environment(folder).Contains(variable, StringComparer.Ordinal)).Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))];

    private static string[] Environment(string folder)
    {
        try
        {
            return int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? File.ReadAllText($"{folder}/environ").Split('\0') : [];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
