namespace DrConsole.Plans.Import.Enrich;

/// <summary>
/// Ranks tiers, 1 the worst: by their words of severity, or by their RTOs. Whether the shortest RTO is the worst tier depends: of systems it is,
/// of incidents a catastrophe may take the longest. So for tiers of incidents two words of severity must show the direction. A number in a name says nothing.
/// </summary>
internal static class SeverityOrder
{
    /// <summary>The tiers with their ranks; unchanged when the document does not tell.</summary>
    /// <param name="descriptions">What the document says of each tier, in full.</param>
    public static IReadOnlyList<ImpactTier> Ranked(IReadOnlyList<ImpactTier> tiers, IReadOnlyList<string?> descriptions, IReadOnlyList<Scenario> scenarios, Reading reading)
    {
        if (tiers.Count < 2 || tiers.Any(tier => tier.SeverityRank is not null))
        {
            return tiers;
        }

        var told = tiers.Select(tier => (Tier: tier, Scenario: scenarios.FirstOrDefault(scenario => string.Equals(scenario.Tier, tier.Name, StringComparison.Ordinal)))).ToList();
        var words = told.Select((one, at) => reading.Lexicon.Severity(one.Tier.Name) ?? Worst(descriptions[at], reading) ?? Worst(one.Scenario?.Description, reading)).ToList();
        if (words.All(word => word is not null) && words.Distinct().Count() == words.Count)
        {
            return By(tiers, tier => words[Index(tiers, tier)]!.Value);
        }

        if (tiers.Any(tier => tier.RtoMinutes is null) || tiers.Select(tier => tier.RtoMinutes).Distinct().Count() != tiers.Count)
        {
            return tiers;
        }

        return Direction(tiers, words) switch
        {
            > 0 => By(tiers, tier => tier.RtoMinutes!.Value),
            < 0 => By(tiers, tier => -tier.RtoMinutes!.Value),
            0 when told.All(one => one.Scenario is null) => By(tiers, tier => tier.RtoMinutes!.Value),
            _ => tiers,
        };
    }

    private static int? Worst(string? description, Reading reading) => description is null ? null : reading.Lexicon.Severity(description);

    // Every pair with two different words must agree; null when they do not, 0 when there is none.
    private static int? Direction(IReadOnlyList<ImpactTier> tiers, List<int?> words)
    {
        var signs = new HashSet<int>();
        for (var a = 0; a < tiers.Count; a++)
        {
            for (var b = 0; b < tiers.Count; b++)
            {
                if (words[a] < words[b])
                {
                    signs.Add(tiers[a].RtoMinutes < tiers[b].RtoMinutes ? 1 : -1);
                }
            }
        }

        return signs.Count switch { 0 => 0, 1 => signs.First(), _ => null };
    }

    private static int Index(IReadOnlyList<ImpactTier> tiers, ImpactTier tier) => tiers.TakeWhile(other => !ReferenceEquals(other, tier)).Count();

    private static List<ImpactTier> By(IReadOnlyList<ImpactTier> tiers, Func<ImpactTier, double> order)
    {
        var sorted = tiers.OrderBy(order).ToList();
        return [.. tiers.Select(tier => tier with { SeverityRank = sorted.IndexOf(tier) + 1 })];
    }
}
