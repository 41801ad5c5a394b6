namespace DrConsole.Plans.Import.Enrich;

/// <summary>Role, provider, medium and region of storage locations.</summary>
internal static class StorageFields
{
    private static readonly (Term Term, StorageRole Role)[] Roles =
        [(Term.OffSite, StorageRole.OffSite), (Term.Archive, StorageRole.Archive), (Term.Primary, StorageRole.Primary), (Term.Secondary, StorageRole.Secondary)];

    public static PlanDocument Fill(PlanDocument document, Reading reading) =>
        document with { StorageLocations = [.. document.StorageLocations.Select(storage => Filled(storage, reading))] };

    private static StorageLocation Filled(StorageLocation storage, Reading reading)
    {
        var said = reading.About(storage);
        var text = $"{storage.Name}; {storage.Location}; {storage.StorageClass}; {storage.Format}";
        return storage with
        {
            // The name tells first: "Secondary: archive tier elsewhere" is the secondary one.
            Role = storage.Role ?? RoleIn(storage.Name, reading) ?? RoleIn($"{storage.Location}; {storage.StorageClass}; {reading.Text(storage).Split('\n')[0]}", reading),
            Provider = storage.Provider ?? said.Of(Term.Provider) ?? All(text, "providers"),
            Medium = storage.Medium ?? said.Of(Term.Medium) ?? MediumIn(text, reading),
            Region = storage.Region ?? RegionCode.In(text),
            Frequency = storage.Frequency ?? said.Of(Topic.Frequency),
            MoreSources = said.MoreSources(),
        };
    }

    private static StorageRole? RoleIn(string text, Reading reading)
    {
        var words = reading.Terms.In(text);
        return Roles.Where(one => words.Has(one.Term)).Select(one => (StorageRole?)one.Role).FirstOrDefault();
    }

    private static string? MediumIn(string text, Reading reading)
    {
        var said = reading.Terms.In(text);
        var named = said.All(reading.Terms.Of(Term.Tape));
        return named.Count > 0 ? string.Join(" / ", named) : said.Has(Terms.Products.Lists["objectStores"]) ? "object storage" : null;
    }

    private static string? All(string text, string list)
    {
        var words = Words.Of(text);
        var found = Terms.Products.Lists[list].Where(phrase => words.Find(phrase) is not null).Select(phrase => phrase.Text).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return found.Count == 0 ? null : string.Join(" / ", found);
    }
}
