using System.Diagnostics;
using System.Globalization;
using System.Text;
using DrConsole.Platform;

namespace DrConsole.Verification.Scratch;

/// <summary>Ends what restore tests of killed processes left running on this machine, and removes their folders.</summary>
internal static class ScratchSweep
{
    /// <summary>Sweeps; returns how many places there were.</summary>
    /// <param name="root">The console's scratch folder.</param>
    public static async Task<int> RunAsync(string root)
    {
        var swept = 0;
        foreach (var place in Directory.Exists(root) ? Directory.GetDirectories(root) : [])
        {
            var note = Path.Combine(place, ScratchPlace.OwnerFile);
            var lines = File.Exists(note) ? File.ReadAllLines(note) : [];
            if (lines.Length > 0 && ProcessMark.Read(lines[0]) is { } owner && owner.IsAlive())
            {
                continue;
            }

            if (Guid.TryParseExact(Path.GetFileName(place), "N", out var serves))
            {
                Kill(serves);
                await ScratchPlace.RemoveAsync(place, lines.Length > 2 && IsOurs(lines[2], place) ? lines[2] : place);
                swept++;
            }
        }

        return swept;
    }

    // The note is ours, but a wrong one must not have us delete something else.
    private static bool IsOurs(string inside, string place) =>
        inside.StartsWith(place + "/", StringComparison.Ordinal) || inside.StartsWith(Path.Combine(Path.GetTempPath(), "drconsole-"), StringComparison.Ordinal);

    private static void Kill(Guid serves)
    {
        var mark = $"{ChildProcess.ServesVariable}={serves}";
        foreach (var id in Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)))
        {
            if (Environ(id!).Contains(mark, StringComparer.Ordinal))
            {
                try
                {
                    using var process = Process.GetProcessById(int.Parse(id!, CultureInfo.InvariantCulture));
                    process.Kill();
                }
                catch (ArgumentException)
                {
                    // It ended by itself.
                }
            }
        }
    }

    private static string[] Environ(string id)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/environ")).Split('\0');
        }
        catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
        {
            return []; // it has ended, or belongs to somebody else and bears no mark of ours
        }
    }
}
