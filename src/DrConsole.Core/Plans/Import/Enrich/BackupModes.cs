namespace DrConsole.Plans.Import.Enrich;

/// <summary>How a policy backs up. A text that names two ways at once names none.</summary>
internal static class BackupModes
{
    private static readonly BackupMode[] Occasions = [BackupMode.OnChange, BackupMode.OnDeployment, BackupMode.Continuous];

    public static BackupMode? Of(BackupPolicy policy, Reading reading) =>
        In([policy.Type, policy.What, policy.Frequency, policy.Method], reading, mode => !Occasions.Contains(mode))
        ?? In([policy.Frequency, policy.Schedule, policy.Type], reading, Occasions.Contains);

    /// <summary>True when a word names a way of backing up.</summary>
    public static bool IsNamed(string word, Reading reading) => Named(word, reading, _ => true).Count > 0;

    private static BackupMode? In(string?[] texts, Reading reading, Func<BackupMode, bool> wanted)
    {
        foreach (var text in texts.OfType<string>())
        {
            var found = Named(text, reading, wanted);
            if (found.Count > 0)
            {
                return found.Count == 1 ? found.First() : null;
            }
        }

        return null;
    }

    private static HashSet<BackupMode> Named(string text, Reading reading, Func<BackupMode, bool> wanted)
    {
        var said = reading.Terms.In(text);
        return [.. reading.Terms.Modes.Where(mode => wanted(mode.Mode) && said.Has(mode.Phrases)).Select(mode => mode.Mode)];
    }
}
