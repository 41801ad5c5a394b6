namespace DrConsole.Backups.Retention;

/// <summary>One store's copies of the policy's backups, newest first.</summary>
internal sealed record Shelf(Guid StoreId, IReadOnlyList<ShelfItem> Items)
{
    public static IReadOnlyList<Shelf> Of(RetentionCase the) =>
    [
        .. the.Backups
            .SelectMany(backup => backup.Copies.Where(copy => copy.IsThere).Select(copy => new ShelfItem(backup, copy)))
            .GroupBy(item => item.Copy.StoreId)
            .OrderBy(group => group.Key)
            .Select(group => new Shelf(group.Key, [.. group.OrderByDescending(item => item.Backup.ConsistentAt).ThenByDescending(item => item.Backup.Id)])),
    ];
}

/// <summary>A copy with the backup that it is of.</summary>
internal sealed record ShelfItem(CandidateBackup Backup, CandidateCopy Copy)
{
    public (Guid Backup, Guid Store) Key => (Backup.Id, Copy.StoreId);
}

/// <summary>How many copies of one store may still be marked and deleted: a quarter of them within a day, and one where there are fewer than four.</summary>
internal sealed class Allowance
{
    private int _marks;
    private int _deletions;

    private Allowance(int marks, int deletions) => (_marks, _deletions) = (marks, deletions);

    public static Allowance Of(RetentionCase the, Shelf store)
    {
        var removed = the.RemovedLately.GetValueOrDefault(store.StoreId);
        var quarter = Math.Max(1, (store.Items.Count + removed) / 4);
        return new(quarter, Math.Max(0, quarter - removed));
    }

    public bool TakeMark() => _marks-- > 0;

    public bool TakeDeletion() => _deletions-- > 0;
}
