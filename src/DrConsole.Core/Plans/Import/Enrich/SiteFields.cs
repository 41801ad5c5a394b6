namespace DrConsole.Plans.Import.Enrich;

/// <summary>Readiness and region of recovery sites, provider and fallback of dependencies, target of replications.</summary>
internal static class SiteFields
{
    private static readonly (Term Term, string Readiness)[] Standby = [(Term.Hot, "hot"), (Term.Warm, "warm"), (Term.Cold, "cold")];

    public static PlanDocument Fill(PlanDocument document, Reading reading) => document with
    {
        RecoverySites = [.. document.RecoverySites.Select(site => Filled(site, reading))],
        ExternalDependencies = [.. document.ExternalDependencies.Select(dependency => Filled(dependency, reading))],
        Replications = [.. document.Replications.Select(replication => Filled(replication, document, reading))],
    };

    private static RecoverySite Filled(RecoverySite site, Reading reading)
    {
        var said = reading.About(site);
        var text = $"{site.Name} {site.Description} {said.Of(Topic.Type)}";
        var ready = Standby.Where(one => reading.Terms.Says(text, one.Term)).Select(one => one.Readiness).ToList();
        return site with
        {
            Readiness = site.Readiness ?? (ready.Count == 1 ? ready[0] : said.Of(Term.Readiness)),
            Region = site.Region ?? said.Of(Topic.Region) ?? said.Of(Topic.Location) ?? RegionCode.In(text),
            MoreSources = said.MoreSources(),
        };
    }

    private static ExternalDependency Filled(ExternalDependency dependency, Reading reading)
    {
        var said = reading.About(dependency);
        return dependency with
        {
            Provider = dependency.Provider ?? (said.Of(Term.Provider) is var provider && string.Equals(provider, dependency.Name, StringComparison.Ordinal) ? null : provider), Fallback = dependency.Fallback ?? said.Of(Term.Fallback),
            Impact = dependency.Impact ?? said.Of(Topic.Impact), MoreSources = said.MoreSources(),
        };
    }

    private static Replication Filled(Replication replication, PlanDocument document, Reading reading)
    {
        var said = reading.About(replication);
        var target = replication.Target ?? said.Of(Term.Target)
            ?? document.RecoverySites.Select(site => site.Name).Concat(document.StorageLocations.Select(storage => storage.Name)).FirstOrDefault(name => NameMatch.Names(replication.How, name))
            ?? Aim(replication.How, reading) ?? RegionCode.In(replication.How);
        return replication with { Target = target, MoreSources = said.MoreSources() };
    }

    // "… to the standby region": what follows the word, up to the next comma, when it names a place.
    private static string? Aim(string? how, Reading reading)
    {
        if (how is null || reading.Terms.In(how).At(Term.To) is not { } at)
        {
            return null;
        }

        var rest = how[(at.Start + at.Length)..].Split([',', ';', '(', '.', '（'])[0].Trim();
        return rest.Length is > 0 and <= 60 && (reading.Lexicon.Topics(rest).HasAny(Topic.Region, Topic.Site) || RegionCode.In(rest) is not null) ? rest : null;
    }
}
