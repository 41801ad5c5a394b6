using DrConsole.Verification;

namespace DrConsole.Backups.Retention;

/// <summary>Everything that keeps each copy, in words.</summary>
internal sealed class KeepReasons
{
    private readonly Dictionary<(Guid Backup, Guid Store), List<string>> _reasons = [];

    private KeepReasons()
    {
    }

    public static KeepReasons Of(RetentionCase the)
    {
        var reasons = new KeepReasons();
        var shelves = Shelf.Of(the);
        foreach (var store in shelves)
        {
            reasons.AddRules(the, store);
            reasons.AddLast(store);
            reasons.AddOutside(the, store);
        }

        reasons.AddNeeded(the, shelves);
        return reasons;
    }

    public bool Keeps(ShelfItem item) => _reasons.ContainsKey(item.Key);

    public IReadOnlyList<string> Of(ShelfItem item) => _reasons.GetValueOrDefault(item.Key) ?? [];

    // A rule counts three times: among what was read back and found whole, among what nothing is known against, and among all.
    // So a bad or unexamined backup takes no place away from a good one, however many there are of it.
    private void AddRules(RetentionCase the, Shelf store)
    {
        var newestVerified = store.Items.FirstOrDefault(item => item.Copy.IsVerified)?.Backup.ConsistentAt;
        foreach (var rule in the.Rules)
        {
            var pools = new[] { store.Items.Where(item => item.Copy.IsVerified), store.Items.Where(item => item.Copy.IsSound), store.Items };
            foreach (var (item, words) in pools.SelectMany(pool => RuleReading.Keep(rule, [.. pool], the.Zone, newestVerified)))
            {
                Add(item, words);
            }
        }
    }

    private void AddLast(Shelf store)
    {
        if (store.Items.FirstOrDefault(item => item.Copy.IsSound) is { } newest)
        {
            Add(newest, "the newest complete backup in this store");
        }

        if (store.Items.FirstOrDefault(item => item.Copy.IsVerified) is { } verified)
        {
            Add(verified, "the newest in this store that was read back and found whole");
        }

        if (store.Items.FirstOrDefault(item => item.Copy.Passed(VerificationLevel.Restored)) is { } proven)
        {
            Add(proven, "the newest in this store that a restore has proved");
        }
    }

    private void AddOutside(RetentionCase the, Shelf store)
    {
        foreach (var item in store.Items)
        {
            foreach (var hold in item.Backup.Holds.Concat(the.Freezes))
            {
                Add(item, hold);
            }

            if (item.Copy.LockedUntil > the.Now)
            {
                Add(item, $"the store's object lock until {RetentionWords.At(item.Copy.LockedUntil.Value)}");
            }
        }
    }

    // What a kept backup needs is kept beside it, and everywhere while the copy beside it is not sound.
    private void AddNeeded(RetentionCase the, IReadOnlyList<Shelf> shelves)
    {
        var byBackup = shelves.SelectMany(shelf => shelf.Items).ToLookup(item => item.Backup.Id);
        var waiting = new Queue<ShelfItem>(shelves.SelectMany(shelf => shelf.Items).Where(Keeps));
        var dependants = the.Backups.ToDictionary(backup => backup.Id, backup => backup.DependsOn);
        while (waiting.TryDequeue(out var item))
        {
            foreach (var needed in dependants[item.Backup.Id].SelectMany(id => CopiesFor(item, byBackup[id].ToList())))
            {
                var isNew = !Keeps(needed);
                Add(needed, $"the backup of {RetentionWords.At(item.Backup.ConsistentAt)} needs it");
                if (isNew)
                {
                    waiting.Enqueue(needed);
                }
            }
        }
    }

    private static List<ShelfItem> CopiesFor(ShelfItem dependant, List<ShelfItem> copies) =>
        copies.Where(copy => copy.Copy.StoreId == dependant.Copy.StoreId && copy.Copy.IsSound).ToList() is { Count: > 0 } beside ? beside : copies;

    private void Add(ShelfItem item, string words)
    {
        if (!_reasons.TryGetValue(item.Key, out var reasons))
        {
            _reasons[item.Key] = reasons = [];
        }

        if (!reasons.Contains(words, StringComparer.Ordinal))
        {
            reasons.Add(words);
        }
    }
}
