namespace DrConsole.Plans.Import.Enrich;

/// <summary>When a policy runs: from its times, its frequency, or a cron expression in its commands.</summary>
internal static class BackupSchedule
{
    public static (string? Cron, string? Zone) Of(BackupPolicy policy, Reading reading)
    {
        string?[] texts = [policy.Schedule, policy.Frequency, Sentence(policy)];
        foreach (var text in texts.OfType<string>())
        {
            if (ScheduleGrammar.Cron(text, reading.Terms) is { } cron)
            {
                // A time in a zone that cannot be told would be a wrong time.
                var (zone, isUnclear) = ZoneGrammar.Of(text);
                return isUnclear ? (null, null) : (cron, zone);
            }
        }

        var stated = policy.Commands.SelectMany(command => command.Text.Split('\n')).Select(line => Cron.Find(line.Replace('"', ' ').Replace('\'', ' '))).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return stated.Count == 1 ? (stated[0], null) : (null, null);
    }

    // A policy that was read from running text has its time in the sentence.
    private static string? Sentence(BackupPolicy policy) =>
        policy.Frequency is { } often && policy.What.Contains(often, StringComparison.OrdinalIgnoreCase) && policy.What.Length > often.Length ? policy.What : null;
}
