namespace DrConsole.Plans.Import.Enrich;

/// <summary>What kind of scope an objective is for.</summary>
internal static class ObjectiveFields
{
    public static PlanDocument Fill(PlanDocument document, Reading reading) => document with
    {
        Objectives = [.. document.Objectives.Select(objective => objective with { Kind = KindOf(objective, document, reading), Remark = Rest(objective, document), MoreSources = [.. objective.MoreSources, .. Above(objective, reading)] })],
    };

    // The item "Recovery time objectives:" above the list belongs to what it announces.
    private static IEnumerable<SourceLines> Above(Objective objective, Reading reading) =>
        reading.Draft.Sections.Where(section => section.Kind == SectionKind.Item && section.Own.HasAny(Topic.Rto, Topic.Rpo) && section.Line + 1 == objective.Source?.First && objective.Source.Last <= section.LastLine)
            .Select(section => reading.Draft.Claim(section.Line, section.Line));

    private static string KindOf(Objective objective, PlanDocument document, Reading reading)
    {
        var scope = objective.Scope;
        if (document.Tiers.Any(tier => Same(tier.Name, scope)) || objective.Kind is "tier" or "plan")
        {
            return objective.Kind is "plan" ? "plan" : "tier";
        }

        if (document.Systems.Any(system => Same(system.Name, scope)))
        {
            return "system";
        }

        if (objective.Kind is not "data" && document.Scenarios.Any(scenario => Same(ScenarioRecogniser.Bare(scenario.Title), scope) || IsMeant(scenario.Title, scope, reading)))
        {
            return "scenario";
        }

        // "Critical services" is a class of services: a word of severity beside a word for systems.
        var isClass = objective.Kind is "system" or "service" or null && reading.Lexicon.Severity(scope) is not null && reading.Lexicon.Speaks(scope, Topic.System);
        return isClass ? "service" : objective.Kind ?? (objective.RpoMinutes is not null && objective.RtoMinutes is null ? "data" : "system");
    }

    // What a system's own entry has taken over need not stand here again.
    private static string? Rest(Objective objective, PlanDocument document) =>
        document.Systems.FirstOrDefault(system => Same(system.Name, objective.Scope)) is { } system
            ? Said.Without(objective.Remark, system.Criticality, system.Owner, system.Region, string.Join(", ", system.DependsOn))
            : objective.Remark;

    // "Region: 1 hour" means the scenario "Region failure".
    private static bool IsMeant(string title, string scope, Reading reading) =>
        Words.Of(scope).All.ToHashSet(StringComparer.Ordinal) is { Count: > 0 } words
        && words.SetEquals(Words.Of(title).All.Where(word => !word.All(char.IsDigit) && !reading.Lexicon.Topics(word).HasAny(Topic.Hazard, Topic.Scenario)));

    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
