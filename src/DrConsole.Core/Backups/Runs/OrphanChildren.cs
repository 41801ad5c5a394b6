using System.Globalization;
using System.Runtime.InteropServices;
using DrConsole.Platform;

namespace DrConsole.Backups.Runs;

/// <summary>
/// Finds programs that a console on this machine had started and that outlived it, by what stands in their environment, and ends them: a pg_dump that
/// goes on for nobody holds locks and takes the place of the next attempt.
/// </summary>
public static partial class OrphanChildren
{
    private const int SigKill = 9;

    /// <summary>Ends them. Returns how many there were.</summary>
    public static int End()
    {
        var marked = Processes().ToDictionary(process => process.Id);
        var orphans = marked.Values.Where(process => !marked.ContainsKey(process.Parent) && process.Parent != process.Starter).ToList();
        foreach (var orphan in orphans)
        {
            _ = Kill(-orphan.Id, SigKill) == 0 || Kill(orphan.Id, SigKill) == 0;
        }

        return orphans.Count;
    }

    private static IEnumerable<Marked> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Read(id) : null).OfType<Marked>();

    // Processes end while they are looked at, and those of other users keep their environment to themselves.
    private static Marked? Read(int id)
    {
        try
        {
            var environment = File.ReadAllText($"/proc/{id}/environ").Split('\0');
            if (Value(environment, ChildProcess.ServesVariable) is null || !int.TryParse(Value(environment, ChildProcess.StarterVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var starter))
            {
                return null;
            }

            var status = File.ReadAllLines($"/proc/{id}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal));
            return new(id, int.Parse(status["PPid:".Length..].Trim(), CultureInfo.InvariantCulture), starter);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Value(string[] environment, string name) =>
        Array.Find(environment, variable => variable.StartsWith(name + '=', StringComparison.Ordinal))?[(name.Length + 1)..];

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    private sealed record Marked(int Id, int Parent, int Starter);
}
