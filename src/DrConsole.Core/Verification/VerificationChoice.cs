using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DrConsole.Verification;

/// <summary>
/// Chooses which copy is restored next as a test, beside each new backup. The store whose turn it is gives it; of its backups first an age is drawn
/// and then a backup of that age, so that the few old ones are tested as often as the many young ones. The draw depends on policy and instant
/// alone: it can be done again by whoever doubts it, and nobody can know long before which backup will be asked for.
/// </summary>
public static class VerificationChoice
{
    /// <summary>Reason of a test that was drawn.</summary>
    public const string Random = "random";

    /// <summary>Reason of a test of a medium that has to be fetched.</summary>
    public const string Quarterly = "quarterly cold storage";

    /// <summary>Media that have to be fetched are tested so often; each fetching is somebody's walk.</summary>
    public static readonly TimeSpan Quarter = TimeSpan.FromDays(91);

    // A medium that was not there is not asked for again at once.
    private static readonly TimeSpan MediumPause = TimeSpan.FromDays(7);

    private static readonly TimeSpan[] Ages = [TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(31), TimeSpan.FromDays(92), TimeSpan.FromDays(366)];

    /// <summary>When the next test is due.</summary>
    /// <param name="every">Longest time between two.</param>
    /// <param name="since">When the policy was made.</param>
    /// <param name="last">The last one that was asked for, whatever its verdict; null when none was.</param>
    public static DateTimeOffset DueAt(TimeSpan every, DateTimeOffset since, LastTest? last)
    {
        // What came to no pass is soon tried with another draw, but not in each round.
        var again = every / 4 < TimeSpan.FromDays(1) ? every / 4 : TimeSpan.FromDays(1);
        return last is null ? since : last.RequestedAt + (last.IsPassed ? every : again);
    }

    /// <summary>Draws. Null when there is no copy that can be tested now.</summary>
    /// <param name="dueAt">As <see cref="DueAt"/> says.</param>
    public static ChosenTest? Draw(Guid policyId, DateTimeOffset dueAt, IReadOnlyList<TestableStore> stores, IReadOnlyList<TestableCopy> copies, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stores);
        ArgumentNullException.ThrowIfNull(copies);
        var turn = stores.Where(store => store.IsAnswering && (!store.IsRemovable || IsQuarterOver(store, now)) && copies.Any(copy => copy.StoreId == store.Id))
            .OrderByDescending(store => store.IsRemovable).ThenBy(store => store.LastAskedAt ?? DateTimeOffset.MinValue).ThenBy(store => store.Id).FirstOrDefault();
        if (turn is null)
        {
            return null;
        }

        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{policyId:N} {dueAt.ToUnixTimeMilliseconds()}")));
        var ages = copies.Where(copy => copy.StoreId == turn.Id).GroupBy(copy => AgeOf(now - copy.ConsistentAt)).OrderBy(age => age.Key).ToList();
        var drawn = ages[Number(seed, 0, ages.Count)].OrderBy(copy => copy.ConsistentAt).ThenBy(copy => copy.BackupId).ToList();
        return new(drawn[Number(seed, 8, drawn.Count)].BackupId, turn.Id, turn.IsRemovable ? Quarterly : Random);
    }

    private static bool IsQuarterOver(TestableStore store, DateTimeOffset now) =>
        !(store.LastJudgedAt + Quarter > now) && !(store.LastAskedAt + MediumPause > now);

    private static int AgeOf(TimeSpan age) => Array.FindIndex(Ages, limit => age <= limit) is >= 0 and var found ? found : Ages.Length;

    private static int Number(byte[] seed, int at, int below) => (int)(BinaryPrimitives.ReadUInt64BigEndian(seed.AsSpan(at)) % (ulong)below);
}

/// <summary>The last restore test that was drawn for a policy.</summary>
public sealed record LastTest(DateTimeOffset RequestedAt, bool IsPassed);

/// <summary>A store as far as the choice needs it.</summary>
/// <param name="LastAskedAt">When a restore test of one of the policy's copies in it was last asked for.</param>
/// <param name="LastJudgedAt">When such a test last came to a pass or a failure.</param>
public sealed record TestableStore(Guid Id, bool IsRemovable, bool IsAnswering, DateTimeOffset? LastAskedAt, DateTimeOffset? LastJudgedAt);

/// <summary>A copy that is there.</summary>
public sealed record TestableCopy(Guid BackupId, Guid StoreId, DateTimeOffset ConsistentAt);

/// <summary>What is to be tested.</summary>
public sealed record ChosenTest(Guid BackupId, Guid StoreId, string Reason);
