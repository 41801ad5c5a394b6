namespace DrConsole.Plans.Import.Enrich;

/// <summary>RPO, update interval, criteria and severity rank of impact tiers.</summary>
internal static class TierFields
{
    public static PlanDocument Fill(PlanDocument document, Reading reading)
    {
        var tiers = document.Tiers.Select(tier => Filled(tier, reading)).ToList();
        return document with { Tiers = SeverityOrder.Ranked(tiers, [.. document.Tiers.Select(tier => tier.Description)], document.Scenarios, reading) };
    }

    private static ImpactTier Filled(ImpactTier tier, Reading reading)
    {
        var said = reading.About(tier);
        var (rto, rpo) = Targets.Of(tier.Description ?? "", reading.Lexicon);
        return tier with
        {
            RtoMinutes = tier.RtoMinutes ?? Value(said.Of(Topic.Rto)) ?? rto?.Minutes,
            RpoMinutes = tier.RpoMinutes ?? Value(said.Of(Topic.Rpo)) ?? rpo?.Minutes,
            UpdateMinutes = tier.UpdateMinutes ?? Value(said.Of(Term.Update)),
            Criteria = tier.Criteria.Count > 0 ? tier.Criteria : said.Lines(Term.Criteria),
            Description = said.Rest(tier.Description),
            MoreSources = said.MoreSources(),
        };
    }

    private static double? Value(string? text) => text is null ? null : DurationGrammar.Value(text)?.Minutes;
}
