namespace DrConsole.Plans;

/// <summary>Says what about the plans needs attention next, the worst first. Pure: it knows only what it is given.</summary>
public static class PlanAttention
{
    private const int NamesShown = 3;

    /// <summary>All facts about the plans on a day; none when nothing waits.</summary>
    /// <param name="plans">All plans, with their drafts.</param>
    /// <param name="current">The current version of every published plan, with its document.</param>
    /// <param name="errors">How many open errors the plan doctor found in a version, by version; null when nobody asked.</param>
    public static IReadOnlyList<AttentionFact> Of(IReadOnlyList<PlanSummary> plans, IReadOnlyList<PlanVersionView> current, DateOnly today, IReadOnlyDictionary<Guid, int>? errors = null)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(current);
        return
        [
            .. Published(current).Concat(current.SelectMany(version => About(version, today))).Concat(current.SelectMany(version => Doctor(version, errors))).Concat(plans.SelectMany(Draft))
                .OrderBy(fact => fact.Weight).ThenBy(fact => fact.Kind).ThenBy(fact => fact.Text, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static IEnumerable<AttentionFact> Published(IReadOnlyList<PlanVersionView> current)
    {
        if (current.Count == 0)
        {
            yield return new(AttentionKind.NoPlanPublished, AttentionWeight.Serious, "No plan is published", "Responders would have no checklist to work by.");
        }
    }

    private static IEnumerable<AttentionFact> About(PlanVersionView version, DateOnly today) =>
        Scenarios(version).Concat(People(version)).Concat(Tiers(version)).Concat(Review(version, today));

    private static IEnumerable<AttentionFact> Scenarios(PlanVersionView version)
    {
        var scenarios = version.Document.Scenarios;
        if (scenarios.Count == 0)
        {
            yield return Fact(version, AttentionKind.NoScenario, AttentionWeight.Serious, $"{Name(version)} has no scenario", "An incident can be declared, but without steps.");
        }

        string[] stepless = [.. scenarios.Where(scenario => !scenario.Steps().Any()).Select(scenario => scenario.Title)];
        if (stepless.Length > 0)
        {
            yield return Fact(version, AttentionKind.ScenarioWithoutSteps, AttentionWeight.Serious, $"{Name(version)}: {Count(stepless, "scenario has no steps", "scenarios have no steps")}", Names(stepless));
        }

        string[] signless = [.. scenarios.Where(scenario => scenario.Detection.Count == 0).Select(scenario => scenario.Title)];
        if (signless.Length > 0)
        {
            yield return Fact(version, AttentionKind.ScenarioWithoutDetection, AttentionWeight.Weak, $"{Name(version)}: {Count(signless, "scenario names no sign to detect it by", "scenarios name no sign to detect them by")}", Names(signless));
        }
    }

    private static IEnumerable<AttentionFact> People(PlanVersionView version)
    {
        if (version.Document.Escalation.Count == 0)
        {
            yield return Fact(version, AttentionKind.NoEscalation, AttentionWeight.Serious, $"{Name(version)} has no escalation path", "Nobody knows who is called next when the first person does not answer.");
        }

        string[] placeholders = [.. version.Document.Contacts.Where(contact => contact.Placeholder is not null).Select(contact => contact.Role ?? contact.Name ?? contact.Placeholder!)];
        if (placeholders.Length > 0)
        {
            yield return Fact(
                version, AttentionKind.PlaceholderContacts, AttentionWeight.Serious,
                $"{Name(version)}: {Count(placeholders, "contact is only a placeholder", "contacts are only placeholders")}", $"Nobody can be reached there: {Names(placeholders)}");
        }
    }

    private static IEnumerable<AttentionFact> Tiers(PlanVersionView version)
    {
        string[] without = [.. version.Document.Tiers.Where(tier => tier.RtoMinutes is null).Select(tier => tier.Name)];
        if (without.Length > 0)
        {
            yield return Fact(version, AttentionKind.TierWithoutRto, AttentionWeight.Weak, $"{Name(version)}: {Count(without, "impact tier has no RTO", "impact tiers have no RTO")}", $"An incident of such a tier has no clock to work against: {Names(without)}");
        }
    }

    private static IEnumerable<AttentionFact> Doctor(PlanVersionView version, IReadOnlyDictionary<Guid, int>? errors)
    {
        if (errors is not null && errors.TryGetValue(version.Summary.VersionId, out var count) && count > 0)
        {
            yield return Fact(
                version, AttentionKind.DoctorErrors, AttentionWeight.Serious, $"The plan doctor found {count} {(count == 1 ? "error" : "errors")} in {Name(version)}", "By them recovery would fail, lose more than promised, or do harm.");
        }
    }

    private static IEnumerable<AttentionFact> Review(PlanVersionView version, DateOnly today)
    {
        if (ReviewDate.Due(version.Summary.NextReview) is not { } due)
        {
            yield return Fact(version, AttentionKind.NoReviewDate, AttentionWeight.Weak, $"{Name(version)} has no review date", "Nobody is reminded when it grows old.");
        }
        else if (due < today)
        {
            var days = today.DayNumber - due.DayNumber;
            yield return Fact(version, AttentionKind.ReviewOverdue, AttentionWeight.Weak, $"The review of {Name(version)} is overdue by {days} {(days == 1 ? "day" : "days")}", $"It was due {version.Summary.NextReview}.");
        }
        else if (due <= today.AddDays(ReviewDate.NoticeDays))
        {
            yield return Fact(version, AttentionKind.ReviewDue, AttentionWeight.Waiting, $"The review of {Name(version)} is due {version.Summary.NextReview}");
        }
    }

    private static IEnumerable<AttentionFact> Draft(PlanSummary plan)
    {
        if (plan.DraftId is { } draft)
        {
            var waits = plan.DraftState switch
            {
                DraftState.Submitted => "waits for somebody to approve it",
                DraftState.Approved => "is approved and waits to be published",
                _ => "waits to be submitted",
            };
            yield return new(AttentionKind.DraftWaits, AttentionWeight.Waiting, $"A draft of “{plan.Title}” {waits}", plan.DraftBy is { } author ? $"Changed last by {author}." : null, draft, plan.DraftChangedAt);
        }
    }

    private static AttentionFact Fact(PlanVersionView version, AttentionKind kind, AttentionWeight weight, string text, string? detail = null) =>
        new(kind, weight, text, detail, version.Summary.VersionId);

    private static string Name(PlanVersionView version) => $"“{version.Summary.Title}”";

    private static string Count(string[] names, string one, string several) => names.Length == 1 ? $"1 {one}" : $"{names.Length} {several}";

    private static string Names(string[] names) => names.Length > NamesShown
        ? $"{string.Join(", ", names.Take(NamesShown))} and {names.Length - NamesShown} more"
        : string.Join(", ", names);
}
