using System.Globalization;

namespace DrConsole.Tests.Support;

/// <summary>Processes that this test process started, directly or not.</summary>
internal static class Children
{
    public static bool AreOurs(int pid)
    {
        for (var current = pid; current > 1; current = ParentOf(current))
        {
            if (current == Environment.ProcessId)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Processes of ours that show a text to whoever may list processes: in their arguments or their environment.</summary>
    public static List<string> Exposing(string text) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out var pid) && pid != Environment.ProcessId && AreOurs(pid))
            .SelectMany(pid => new[] { $"/proc/{pid}/cmdline", $"/proc/{pid}/environ" }).Where(file => Read(file).Contains(text, StringComparison.Ordinal)),
    ];

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int ParentOf(int pid)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it ended in between
        }
    }
}
