using DrConsole.Platform;

namespace DrConsole.Reports.Metrics;

/// <summary>What policies and the plan promise.</summary>
internal static class PromiseMetrics
{
    public static void Write(PrometheusText text, IReadOnlyList<SourceEvidence> sources)
    {
        text.Each("drc_rpo_objective_seconds", "Recovery point objective: the strictest of the plan's and the policy's.", sources, source => source.Target.RpoMinutes * 60);
        text.Each("drc_rto_objective_seconds", "Recovery time objective: the strictest of the plan's and the policy's.", sources, source => source.Target.RtoMinutes * 60);
        text.Each("drc_schedule_expected_interval_seconds", "Longest time between two instants of the policy's schedule.", sources, source => source.Policy.LongestGap?.TotalSeconds);
        text.Each("drc_policy_enabled", "1 while the policy is carried out.", sources, source => source.Policy.IsEnabled ? 1 : 0);
    }
}
