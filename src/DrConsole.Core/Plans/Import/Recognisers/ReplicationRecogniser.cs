namespace DrConsole.Plans.Import;

/// <summary>Data that is copied continuously.</summary>
internal static class ReplicationRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var (_, entry) in NamedList.Take(draft, Topic.Replication))
        {
            draft.Replications.Add(new Replication { Key = draft.Key("replication", entry.Name), What = entry.Name, How = entry.Detail(draft.Lexicon, Topic.Method) ?? entry.Value, Source = entry.Source });
        }
    }
}
