using DrConsole.Plans.Import;

namespace DrConsole.Plans.Doctor;

/// <summary>How long the backups of a policy are kept.</summary>
internal static class Retention
{
    private const double Day = 24 * 60;

    /// <summary>Minutes, infinite when they are never removed; null when the plan does not say, or counts versions of what follows no clock.</summary>
    public static double? Minutes(BackupPolicy policy)
    {
        if (policy.RetentionRules.Count > 0)
        {
            return policy.RetentionRules.Select(rule => Minutes(rule, policy)).Max();
        }

        return policy.Retention is not { } words ? null
            : Terms.Say(Concept.Forever, words) ? double.PositiveInfinity
            : DurationGrammar.First(words, 0)?.Minutes;
    }

    /// <summary>True when the plan says anything about it.</summary>
    public static bool IsStated(BackupPolicy policy) => policy.RetentionRules.Count > 0 || !string.IsNullOrWhiteSpace(policy.Retention);

    private static double? Minutes(RetentionRule rule, BackupPolicy policy) => rule.Kind switch
    {
        RetentionKind.Daily => rule.Count * Day,
        RetentionKind.Weekly => rule.Count * 7 * Day,
        RetentionKind.Monthly => rule.Count * 30 * Day,
        RetentionKind.Yearly => rule.Count * 365 * Day,
        RetentionKind.Age => rule.Days * Day,
        RetentionKind.Count => rule.Count * Interval.Of(policy),
        _ => double.PositiveInfinity,
    };
}
