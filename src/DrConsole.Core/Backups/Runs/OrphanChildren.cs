using System.Globalization;
using System.Runtime.InteropServices;
using DrConsole.Platform;

namespace DrConsole.Backups.Runs;

/// <summary>
/// Finds programs that a console on this machine had started and that outlived it, by what stands in their environment, and ends them: a pg_dump that
/// goes on for nobody holds locks and takes the place of the next attempt. A program is no orphan while the console is among its ancestors, however
/// many programs without the mark stand between: PostgreSQL's processes overwrite their environment, and what they start has it.
/// </summary>
public static partial class OrphanChildren
{
    private const int SigKill = 9;

    /// <summary>Ends them. Returns how many there were.</summary>
    public static int End()
    {
        var orphans = Processes().Where(process => IsOrphan(process, ParentOf)).ToList();
        foreach (var orphan in orphans)
        {
            _ = Kill(-orphan.Id, SigKill) == 0 || Kill(orphan.Id, SigKill) == 0;
        }

        return orphans.Count;
    }

    /// <summary>Whether its console is none of its ancestors.</summary>
    /// <param name="parentOf">Parent of a process; null when it has ended, 0 above the first one.</param>
    internal static bool IsOrphan(Marked process, Func<int, int?> parentOf)
    {
        var current = process.Id;
        while (current != process.Starter)
        {
            if (current == 0)
            {
                return true;
            }

            if (parentOf(current) is { } parent)
            {
                current = parent;
            }
            else if (current == process.Id)
            {
                return false; // it has ended by itself
            }
            else
            {
                current = process.Id; // an ancestor ended while it was looked at: the program has another parent by now
            }
        }

        return false;
    }

    private static IEnumerable<Marked> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Read(id) : null).OfType<Marked>();

    // Processes end while they are looked at, and those of other users keep their environment to themselves.
    private static Marked? Read(int id)
    {
        try
        {
            var environment = File.ReadAllText($"/proc/{id}/environ").Split('\0');
            return Value(environment, ChildProcess.ServesVariable) is not null && int.TryParse(Value(environment, ChildProcess.StarterVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var starter)
                ? new(id, starter)
                : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int? ParentOf(int id)
    {
        try
        {
            var status = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal));
            return int.Parse(status["PPid:".Length..].Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Value(string[] environment, string name) =>
        Array.Find(environment, variable => variable.StartsWith(name + '=', StringComparison.Ordinal))?[(name.Length + 1)..];

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    /// <summary>A program that a console had started, or a descendant of one.</summary>
    internal sealed record Marked(int Id, int Starter);
}
