using DrConsole.Plans.Edit;

namespace DrConsole.Backups.Policies;

/// <summary>Says before the first run whether a schedule can keep the objective at all.</summary>
internal static class ScheduleLint
{
    /// <summary>What its author should know.</summary>
    /// <param name="usualSeconds">How long the slow ones of its runs take (95 of 100 are faster); null while none ran.</param>
    public static IEnumerable<PolicyFinding> Findings(PolicyDraft draft, double? usualSeconds)
    {
        if (draft is { Cron: null, OnChangeSeconds: null } && draft.IsEnabled)
        {
            yield return new("no_schedule", "It has no schedule and watches nothing: it runs only when somebody asks, and nobody is told when nobody does.");
        }

        if (draft.RpoMinutes is { } rpo && draft.Cron is { } cron && draft.Settings is not Sources.PostgresPhysicalSettings && CronSchedule.LongestGap(cron) is { } gap)
        {
            var duration = (usualSeconds ?? 0) / 60;
            if (gap > rpo)
            {
                yield return new("rpo_unreachable", $"A backup every {Span(gap)} cannot keep an RPO of {Span(rpo)}.");
            }
            else if (gap + duration > rpo)
            {
                yield return new("rpo_unreachable_with_duration", $"A backup every {Span(gap)} that takes {Span(duration)} cannot keep an RPO of {Span(rpo)}: until it is whole, the one before counts.");
            }
        }

        if (usualSeconds / 60 > draft.CeilingMinutes * 0.8)
        {
            yield return new("ceiling_near", $"Runs take up to {Span(usualSeconds!.Value / 60)}; they are ended after {Span(draft.CeilingMinutes)}.");
        }

        if (draft.RestoreTestDays is null)
        {
            yield return new("never_proven", "No restore test is asked for: its backups will never count as proven.");
        }
    }

    internal static string Span(double minutes) => minutes switch
    {
        < 1 => FormattableString.Invariant($"{minutes * 60:0} s"),
        < 120 => FormattableString.Invariant($"{minutes:0.#} min"),
        < 72 * 60 => FormattableString.Invariant($"{minutes / 60:0.#} h"),
        _ => FormattableString.Invariant($"{minutes / 1440:0.#} days"),
    };
}
