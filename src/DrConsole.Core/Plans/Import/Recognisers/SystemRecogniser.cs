namespace DrConsole.Plans.Import;

/// <summary>The protected components, from an inventory; a table of objectives per system has named them already.</summary>
internal static class SystemRecogniser
{
    public static void Run(ImportDraft draft)
    {
        var lexicon = draft.Lexicon;
        foreach (var (_, entry) in NamedList.Take(draft, Topic.System))
        {
            draft.Systems.Add(new PlanSystem
            {
                Key = draft.Key("system", entry.Name),
                Name = entry.Name,
                Description = entry.Detail(lexicon, Topic.Description) ?? entry.Value,
                Criticality = entry.Detail(lexicon, Topic.Criticality) ?? entry.Detail(lexicon, Topic.Tier),
                Region = entry.Detail(lexicon, Topic.Region),
                DependsOn = entry.Detail(lexicon, Topic.Dependency)?.Split([',', ';', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
                Source = entry.Source,
            });
        }
    }
}
