namespace DrConsole.Plans.Import.Enrich;

/// <summary>Criticality, region, residency, owner and dependencies of systems.</summary>
internal static class SystemFields
{
    public static PlanDocument Fill(PlanDocument document, Reading reading) =>
        document with { Systems = [.. document.Systems.Select(system => Filled(system, document, reading))] };

    private static PlanSystem Filled(PlanSystem system, PlanDocument document, Reading reading)
    {
        var said = reading.About(system);
        var filled = Take(system, said);
        // A table of objectives by system may say more of the same system.
        foreach (var row in document.Objectives.Where(objective => string.Equals(objective.Scope, system.Name, StringComparison.OrdinalIgnoreCase)))
        {
            filled = Take(filled, reading.About(row));
        }

        return filled with
        {
            Region = filled.Region ?? RegionCode.In(filled.Description),
            Description = string.Equals(filled.Description, filled.Criticality, StringComparison.Ordinal) || string.Equals(filled.Description, filled.Owner, StringComparison.Ordinal) ? said.Of(Topic.Description) : filled.Description,
            MoreSources = said.MoreSources(),
        };
    }

    private static PlanSystem Take(PlanSystem system, Said said) => system with
    {
        Criticality = system.Criticality ?? said.Of(Topic.Criticality) ?? said.Of(Topic.Tier),
        Region = system.Region ?? said.Of(Topic.Region),
        Residency = system.Residency ?? said.Of(Term.Residency),
        Owner = system.Owner ?? said.Of(Topic.Owner) ?? said.Of(Topic.Responsible),
        DependsOn = system.DependsOn.Count > 0 ? system.DependsOn : said.List(Term.DependsOn),
    };
}
