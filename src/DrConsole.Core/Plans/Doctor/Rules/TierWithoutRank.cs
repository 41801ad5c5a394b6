using System.Globalization;

namespace DrConsole.Plans.Doctor;

/// <summary>An impact tier has no severity rank of its own.</summary>
internal sealed class TierWithoutRank : IPlanRule
{
    public string Id => "tier-without-rank";

    public string Title => "An impact tier has no severity rank of its own";

    public FindingSeverity Severity => FindingSeverity.Warning;

    public string Why => "A tier’s number does not tell whether it is the mildest or the worst; who declares must not have to guess.";

    public IEnumerable<Finding> Examine(PlanExamination plan)
    {
        var tiers = plan.Document.Tiers;
        var unclear = tiers.Where(tier => tier.SeverityRank is not { } rank || tiers.Count(other => other.SeverityRank == rank) > 1).ToList();
        if (tiers.Count > 1 && unclear.Count > 0)
        {
            yield return Finding.Of(
                this, "ranks", $"The plan does not say how severe {Spoken.Names([.. unclear.Select(tier => tier.Name)])} {(unclear.Count == 1 ? "is" : "are")}: the rank is missing, or two tiers share it.",
                "Give each tier its severity rank; 1 is the worst.", [.. unclear.Select(tier => plan.At(tier))]) with
            { Fix = ByName(plan) };
        }
    }

    // Where the names say it ("Critical", "High"), the ranks follow from them.
    private static FindingFix? ByName(PlanExamination plan)
    {
        var ranks = plan.Document.Tiers.Select(tier => (tier.Key, Rank: plan.Lexicon.Severity(tier.Name))).ToList();
        return ranks.Exists(tier => tier.Rank is null) || ranks.DistinctBy(tier => tier.Rank).Count() < ranks.Count
            ? null
            : new("Rank the tiers by their names", [.. ranks.OrderBy(tier => tier.Rank).Select((tier, at) => new FieldChange(tier.Key, "severityRank", (at + 1).ToString(CultureInfo.InvariantCulture)))]);
    }
}
