namespace DrConsole.Plans;

/// <summary>Which of a plan's tiers is worse. A tier's number does not tell: its rank does, or else its recovery target.</summary>
public static class Severity
{
    /// <summary>
    /// The tier that an incident gets when nobody chose one: the scenario's own, else the most severe, because an incident that is taken
    /// too seriously costs less than one that is not. Null when the plan has no tiers.
    /// </summary>
    public static TierChoice? Usual(IReadOnlyList<TierChoice> tiers, string? scenarioTier) =>
        tiers.FirstOrDefault(tier => string.Equals(tier.Name, scenarioTier, StringComparison.Ordinal))
        ?? tiers.OrderBy(tier => tier.SeverityRank ?? int.MaxValue).ThenBy(tier => tier.RtoMinutes ?? double.MaxValue).FirstOrDefault();

    /// <summary>A plan's tiers, in the order of the document.</summary>
    public static IReadOnlyList<TierChoice> TiersOf(PlanDocument plan) =>
        [.. plan.Tiers.Select(tier => new TierChoice(tier.Key, tier.Name, tier.RtoMinutes, tier.SeverityRank))];
}
