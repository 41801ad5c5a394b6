namespace DrConsole.Plans.Import;

/// <summary>Places where service is brought back.</summary>
internal static class SiteRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var (_, entry) in NamedList.Take(draft, Topic.Site))
        {
            var described = entry.Value ?? (entry.Details.Count > 0 ? string.Join("; ", entry.Details.Select(detail => $"{detail.Key}: {detail.Value}".TrimEnd(':', ' '))) : null);
            draft.Sites.Add(new RecoverySite { Key = draft.Key("site", entry.Name), Name = entry.Name, Description = described, Source = entry.Source });
        }
    }
}
