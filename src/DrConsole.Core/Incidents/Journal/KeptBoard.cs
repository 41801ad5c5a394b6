namespace DrConsole.Incidents.Journal;

/// <summary>Shows on a board what this node keeps for the database, marked as such: two who work on one node see each other's ticks.</summary>
internal static class KeptBoard
{
    /// <summary>The board as it will be once all of it is carried out.</summary>
    public static IncidentBoard Over(IncidentBoard board, IReadOnlyList<KeptAct> kept)
    {
        var moved = kept.Where(one => one.Act is ItemAct).ToLookup(one => ((ItemAct)one.Act).ItemId);
        BoardChecklist[] lists = [.. board.Checklists.Select(list => list.Items.Any(item => moved.Contains(item.Id))
            ? list with { Items = [.. list.Items.Select(item => moved[item.Id].Aggregate(item, Moved))] }
            : list)];
        return board with
        {
            Checklists = lists,
            Decisions = [.. board.Decisions, .. kept.Select(Decided).OfType<DecisionView>()],
            Incident = board.Incident with { ItemsClosed = lists.Sum(list => list.Items.Count(item => item.IsClosed)) },
        };
    }

    private static DecisionView? Decided(KeptAct kept) => kept.Act is DecisionAct { Decision: var taken }
        ? new(kept.CommandId, taken.Question, [.. taken.Options.Where(option => !string.IsNullOrWhiteSpace(option))], taken.Choice, taken.Reason, kept.Actor.Name, kept.Kept.At) { IsKept = true }
        : null;

    // What the database has meanwhile, or somebody else did first, is not done again.
    private static BoardItem Moved(BoardItem item, KeptAct kept) => kept.Act is ItemAct act && act.SeenRevision == item.Revision
        ? item with { State = act.To, Reason = act.Reason, ChangedByName = kept.Actor.Name, ChangedAt = kept.Kept.At, Revision = item.Revision + 1, IsKept = true }
        : item;
}
