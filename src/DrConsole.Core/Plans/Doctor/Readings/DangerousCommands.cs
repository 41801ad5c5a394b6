namespace DrConsole.Plans.Doctor;

/// <summary>Commands that destroy, replace or interrupt.</summary>
internal static class DangerousCommands
{
    private static readonly Lazy<(CommandPattern Pattern, string Does)[]> Known =
        new(() => [.. DoctorData.Read<Entry[]>("dangerous").Select(entry => (new CommandPattern(entry.Pattern), entry.Does))]);

    /// <summary>What is dangerous in a command line, and what it does; null when nothing is.</summary>
    public static (string Words, string Does)? Find(string line)
    {
        foreach (var (pattern, does) in Known.Value)
        {
            if (pattern.Find(line) is { } words)
            {
                return (words, does);
            }
        }

        return null;
    }

    private sealed record Entry(string Pattern, string Does);
}
