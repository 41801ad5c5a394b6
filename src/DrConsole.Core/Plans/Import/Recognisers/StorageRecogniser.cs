namespace DrConsole.Plans.Import;

/// <summary>Where backups are kept.</summary>
internal static class StorageRecogniser
{
    public static void Run(ImportDraft draft)
    {
        var lexicon = draft.Lexicon;
        foreach (var (_, entry) in NamedList.Take(draft, Topic.Storage))
        {
            draft.Storage.Add(new StorageLocation
            {
                Key = draft.Key("storage", entry.Name),
                Name = entry.Name,
                // "Storage class" speaks of storage too, but it is no place.
                Location = entry.Details.FirstOrDefault(detail => lexicon.Speaks(detail.Key, Topic.Location) && !lexicon.IsExactly(detail.Key, Topic.StorageClass)).Value ?? entry.Value,
                Region = entry.Detail(lexicon, Topic.Region),
                StorageClass = entry.Details.FirstOrDefault(detail => lexicon.IsExactly(detail.Key, Topic.StorageClass)).Value,
                Encryption = entry.Detail(lexicon, Topic.Encryption),
                Format = entry.Detail(lexicon, Topic.Format),
                Frequency = entry.Detail(lexicon, Topic.Frequency) ?? lexicon.Frequency(entry.Value ?? ""),
                Source = entry.Source,
            });
        }
    }
}
