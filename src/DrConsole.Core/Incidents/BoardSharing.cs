namespace DrConsole.Incidents;

/// <summary>Keeps the instances of what did not change from one board to the next.</summary>
internal static class BoardSharing
{
    public static IncidentBoard Keep(IncidentBoard? old, IncidentBoard read)
    {
        if (old is null)
        {
            return read;
        }

        var items = old.Checklists.SelectMany(list => list.Items).ToDictionary(item => item.Id);
        var lists = old.Checklists.ToDictionary(list => list.Id);
        var entries = old.Timeline.ToDictionary(entry => entry.Id);
        return read with
        {
            Checklists = [.. read.Checklists.Select(list => Keep(lists.GetValueOrDefault(list.Id), list, items))],
            Timeline = [.. read.Timeline.Select(entry => entries.GetValueOrDefault(entry.Id, entry))],
        };
    }

    private static BoardChecklist Keep(BoardChecklist? old, BoardChecklist read, Dictionary<Guid, BoardItem> items)
    {
        BoardItem[] kept = [.. read.Items.Select(item => items.GetValueOrDefault(item.Id) is { } known && known.Revision == item.Revision ? known : item)];
        return old is not null && old.Items.SequenceEqual(kept, ReferenceEqualityComparer.Instance) ? old : read with { Items = kept };
    }
}
