namespace DrConsole.Reports;

/// <summary>What was promised for a source: the strictest of the plan's and the policy's objectives. Zero is a value; null is "not said".</summary>
/// <param name="RpoFrom">Who promised it, in words, e.g. <c>plan “Shop”, Orders</c>.</param>
public sealed record RecoveryTarget(double? RpoMinutes, string? RpoFrom, double? RtoMinutes, string? RtoFrom)
{
    public static readonly RecoveryTarget None = new(null, null, null, null);

    /// <summary>The strictest of what a policy and the plan promise.</summary>
    public static RecoveryTarget Of(PolicyFacts policy, IReadOnlyList<PlannedObjective> planned)
    {
        var meant = PlannedObjective.For(policy.SystemName ?? policy.Name, planned);
        var rpo = Strictest(meant.Select(objective => (objective.RpoMinutes, From: objective.Origin)).Append((policy.RpoMinutes, "this policy")));
        var rto = Strictest(meant.Select(objective => (objective.RtoMinutes, From: objective.Origin)).Append((policy.RtoMinutes, "this policy")));
        return new(rpo.Minutes, rpo.From, rto.Minutes, rto.From);
    }

    private static (double? Minutes, string? From) Strictest(IEnumerable<(double? Minutes, string From)> promised) =>
        promised.Where(promise => promise.Minutes is not null).OrderBy(promise => promise.Minutes).FirstOrDefault();
}
