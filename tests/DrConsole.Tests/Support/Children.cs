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
