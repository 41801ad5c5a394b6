namespace DrConsole.Backups.Retention;

/// <summary>
/// Which copies of one policy's backups stay and which go, and why, in words. Pure: the same case gives the same plan, and making it changes nothing.
/// A copy goes only when no rule keeps it, nothing depends on it, nothing holds it, a newer proven one stays in the same store,
/// its grace is over, and no more than a quarter of the store's backups of the source go with it.
/// </summary>
public sealed record RetentionPlan
{
    /// <summary>Every copy that lies in a store: by store, newest first.</summary>
    public required IReadOnlyList<RetentionDecision> Copies { get; init; }

    /// <summary>Why nothing may be removed at all now, with the cure; empty when removing goes on.</summary>
    public required IReadOnlyList<string> Stops { get; init; }

    /// <summary>Copies to do something with.</summary>
    public IEnumerable<RetentionDecision> Wanting(RetentionAct act) => Copies.Where(copy => copy.Act == act);

    /// <summary>Decides.</summary>
    public static RetentionPlan Make(RetentionCase the)
    {
        ArgumentNullException.ThrowIfNull(the);
        var reasons = KeepReasons.Of(the);
        var stops = RetentionStops.Of(the);
        var decisions = new List<RetentionDecision>();
        foreach (var store in Shelf.Of(the))
        {
            decisions.AddRange(Decide(the, store, reasons, stops));
        }

        return new() { Copies = decisions, Stops = stops };
    }

    // Oldest first, so that the quarter that may go is the one that is missed least.
    private static List<RetentionDecision> Decide(RetentionCase the, Shelf store, KeepReasons reasons, IReadOnlyList<string> stops)
    {
        var allowance = Allowance.Of(the, store);
        var survivors = store.Items.Where(item => item.Copy.Passed(the.SurvivorLevel) && reasons.Keeps(item)).ToList();
        var decisions = store.Items.Reverse().Select(item => One(the, item, reasons.Of(item), stops, survivors, allowance)).ToList();
        decisions.Reverse();
        return decisions;
    }

    private static RetentionDecision One(
        RetentionCase the, ShelfItem item, IReadOnlyList<string> keptBy, IReadOnlyList<string> stops, List<ShelfItem> survivors, Allowance allowance)
    {
        var decision = new RetentionDecision(item.Backup.Id, item.Copy.StoreId, item.Backup.ConsistentAt, RetentionAct.Keep) { KeptBy = keptBy, DeletableAt = item.Copy.DeletableAt };
        if (keptBy.Count > 0)
        {
            return item.Copy.DeletableAt is null ? decision : decision with { Act = RetentionAct.Lift, DeletableAt = null, Why = "It was marked for deletion, and something keeps it again." };
        }

        var newer = survivors.Where(survivor => survivor.Backup.ConsistentAt > item.Backup.ConsistentAt).Select(survivor => survivor.Backup.Id).ToList();
        if (stops.Count > 0)
        {
            return decision with { Act = RetentionAct.Wait, IsStopped = true, Why = $"No rule keeps it. It stays for now: {stops[0]}" };
        }

        if (newer.Count == 0)
        {
            return decision with { Act = RetentionAct.Wait, IsStopped = true, Why = $"No rule keeps it. It stays because no newer backup in this store has passed {RetentionWords.Level(the.SurvivorLevel)}." };
        }

        return Removed(the, item, decision with { Survivors = newer }, allowance);
    }

    private static RetentionDecision Removed(RetentionCase the, ShelfItem item, RetentionDecision decision, Allowance allowance)
    {
        const string Unkept = "No rule keeps it, nothing depends on it, and nothing holds it.";
        var crowded = $"{Unkept} It waits: in one day at most a quarter of a store's backups of one source go.";
        if (item.Copy.DeletableAt is not { } deletableAt)
        {
            return allowance.TakeMark()
                ? decision with { Act = RetentionAct.Mark, Why = Unkept, DeletableAt = the.Now + the.Grace }
                : decision with { Act = RetentionAct.Wait, Why = crowded };
        }

        if (deletableAt > the.Now)
        {
            return decision with { Act = RetentionAct.Wait, Why = $"{Unkept} It is marked, and goes after {RetentionWords.At(deletableAt)}." };
        }

        return allowance.TakeDeletion() ? decision with { Act = RetentionAct.Delete, Why = Unkept } : decision with { Act = RetentionAct.Wait, Why = crowded };
    }
}

/// <summary>What becomes of one copy.</summary>
public sealed record RetentionDecision(Guid BackupId, Guid StoreId, DateTimeOffset ConsistentAt, RetentionAct Act)
{
    /// <summary>Everything that keeps it, in words; empty when nothing does.</summary>
    public IReadOnlyList<string> KeptBy { get; init; } = [];

    /// <summary>Why it goes, waits or comes back.</summary>
    public string? Why { get; init; }

    /// <summary>When it may be deleted, once it is marked.</summary>
    public DateTimeOffset? DeletableAt { get; init; }

    /// <summary>It would go, and something that somebody has to put right stops it.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Newer proven backups that stay in the same store.</summary>
    public IReadOnlyList<Guid> Survivors { get; init; } = [];
}

/// <summary>What is done with a copy now.</summary>
public enum RetentionAct
{
    /// <summary>Something keeps it.</summary>
    Keep,

    /// <summary>Nothing keeps it; it gets a mark, and its grace begins.</summary>
    Mark,

    /// <summary>Nothing keeps it, and it stays for another reason: its grace, the quarter, a stop.</summary>
    Wait,

    /// <summary>Its grace is over.</summary>
    Delete,

    /// <summary>It was marked, and something keeps it again: the mark goes.</summary>
    Lift,
}
