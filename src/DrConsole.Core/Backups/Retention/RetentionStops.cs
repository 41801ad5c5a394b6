namespace DrConsole.Backups.Retention;

/// <summary>What stops every removal of a policy at present.</summary>
internal static class RetentionStops
{
    public static IReadOnlyList<string> Of(RetentionCase the) => [.. All(the)];

    private static IEnumerable<string> All(RetentionCase the)
    {
        if (the.ClockDoubt is { } doubt)
        {
            yield return doubt;
        }

        if (the.FailingSince is { } since)
        {
            yield return $"The policy's runs have failed since {RetentionWords.At(since)}; removing goes on after one has succeeded.";
        }

        if (the.Rules.Count == 0)
        {
            yield return "The policy has no rule for how long backups are kept; give it one.";
        }

        foreach (var rule in the.Rules.Where(rule => !RuleReading.IsWhole(rule)))
        {
            yield return $"The rule “{rule.Kind}” does not say how much it keeps; complete it.";
        }
    }
}
