namespace DrConsole.Plans.Import.Enrich;

/// <summary>Who leads in a scenario, which systems it strikes, and what must be true before it is over.</summary>
internal static class ScenarioFields
{
    public static PlanDocument Fill(PlanDocument document, Reading reading) => document with
    {
        Scenarios = [.. document.Scenarios.Select(scenario => Filled(scenario, document, reading))],
        Procedures = [.. document.Procedures.Select(procedure => Filled(procedure, reading))],
    };

    private static Scenario Filled(Scenario scenario, PlanDocument document, Reading reading)
    {
        var said = reading.About(scenario);
        var systems = said.List(Term.AffectedSystems);
        var named = systems.Count > 0 ? null : NameMatch.System(document.Systems, Subject(scenario.Title), word => reading.Lexicon.Topics(word).HasAny(Topic.Hazard, Topic.Scenario) || word.All(char.IsDigit));
        return scenario with
        {
            Role = scenario.Role ?? said.Of(Topic.Owner) ?? said.Of(Term.Lead) ?? said.Of(Topic.Responsible),
            Systems = scenario.Systems.Count > 0 ? scenario.Systems : systems.Count > 0 ? systems : named is null ? [] : [named],
            Validation = scenario.Validation.Count > 0 ? scenario.Validation : said.Lines(Term.Success),
            MoreSources = said.MoreSources(),
        };
    }

    private static Procedure Filled(Procedure procedure, Reading reading)
    {
        var said = reading.About(procedure);
        return procedure with { Owner = procedure.Owner ?? said.Of(Topic.Owner) ?? said.Of(Topic.Responsible), MoreSources = said.MoreSources() };
    }

    // "Scenario 2: Database failure" strikes what stands behind the colon.
    private static string Subject(string title) => title.LastIndexOfAny([':', '：']) is var at and > 0 && at < title.Length - 2 ? title[(at + 1)..] : title;
}
