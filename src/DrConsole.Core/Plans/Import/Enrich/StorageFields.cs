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
        var words = Words.Of(text);
        var media = reading.Terms.Of(Term.Tape).Select(phrase => words.Find(phrase)).OfType<(int Start, int Length)>().ToList();
        var named = media.Where(one => !media.Any(other => other.Length > one.Length && other.Start <= one.Start && other.Start + other.Length >= one.Start + one.Length))
            .Distinct().OrderBy(one => one.Start).Select(one => text.Substring(one.Start, one.Length)).ToList();
        return named.Count > 0 ? string.Join(" / ", named) : Terms.Products.Lists["objectStores"].Any(store => words.Find(store) is not null) ? "object storage" : null;
    }

    private static string? All(string text, string list)
    {
        var words = Words.Of(text);
        var found = Terms.Products.Lists[list].Where(phrase => words.Find(phrase) is not null).Select(phrase => phrase.Text).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return found.Count == 0 ? null : string.Join(" / ", found);
    }
}
