namespace DrConsole.Plans.Import;

/// <summary>What recovery relies on outside the house.</summary>
internal static class DependencyRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var (_, entry) in NamedList.Take(draft, Topic.Dependency))
        {
            draft.Dependencies.Add(new ExternalDependency
            {
                Key = draft.Key("dependency", entry.Name), Name = entry.Name, Impact = entry.Detail(draft.Lexicon, Topic.Impact) ?? entry.Value, Source = entry.Source,
            });
        }
    }
}
