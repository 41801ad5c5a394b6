using System.Globalization;
using System.Text.Json;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal.Pruning;

/// <summary>What retention remembers of a policy's log in one store: marks that stand, and how much went lately.</summary>
public sealed record WalRetentionState(IReadOnlyList<WalDeletionMark> Marks, IReadOnlyList<WalRemoved> Removed)
{
    private const int Longest = 2000; // as the column
    private static readonly TimeSpan Together = TimeSpan.FromHours(6);

    internal static string Key(Guid policyId, Guid storeId) => $"backups.wal-retention.{policyId:N}.{storeId:N}";

    /// <summary>What was removed during the last day; removals of a few hours are one, which counts as long as the last of them.</summary>
    internal static IReadOnlyList<WalRemoved> Lately(IEnumerable<WalRemoved> removed, DateTimeOffset now) =>
    [
        .. removed.Where(entry => entry.At > now.AddDays(-1)).GroupBy(entry => (now - entry.At).Ticks / Together.Ticks)
            .Select(few => new WalRemoved(few.Max(entry => entry.At), few.Sum(entry => entry.Count))).OrderBy(entry => entry.At),
    ];

    /// <summary>As it is stored: <see cref="WalRetentionPlan.MostFloors"/> boundaries, however large their numbers, fit.</summary>
    /// <exception cref="InvalidOperationException">It does not fit. Nothing is left out silently.</exception>
    internal string ToJson()
    {
        var stored = new Stored([.. Marks.Select(mark => new StoredMark(mark.At, mark.DeletableAt, [.. mark.Floors.Select(floor => JsonSerializer.SerializeToElement(Text(floor)))]))], Removed);
        var json = JsonSerializer.Serialize(stored, CanonicalJson.Options);
        return json.Length <= Longest ? json : throw new InvalidOperationException($"What is remembered of the retention of write-ahead log has {json.Length} characters, and {Longest} fit.");
    }

    internal static WalRetentionState Parse(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json, CanonicalJson.Options)!;
        return new([.. stored.Marks.Select(mark => new WalDeletionMark(mark.At, mark.DeletableAt, [.. mark.Floors.Select(Floor)]))], stored.Removed);
    }

    private static string Text(WalFloor floor) => string.Create(CultureInfo.InvariantCulture, $"{floor.SystemIdentifier}/{floor.Timeline}/{floor.Below}{(floor.IsWhole ? "/whole" : "")}");

    // Earlier versions stored an object.
    private static WalFloor Floor(JsonElement stored) =>
        stored.ValueKind == JsonValueKind.String && stored.GetString()!.Split('/') is [var system, var timeline, var below, .. var rest]
            ? new(system, int.Parse(timeline, CultureInfo.InvariantCulture), ulong.Parse(below, CultureInfo.InvariantCulture), rest is ["whole"])
            : stored.Deserialize<WalFloor>(CanonicalJson.Options)!;

    private sealed record Stored(IReadOnlyList<StoredMark> Marks, IReadOnlyList<WalRemoved> Removed);

    private sealed record StoredMark(DateTimeOffset At, DateTimeOffset DeletableAt, IReadOnlyList<JsonElement> Floors);
}

/// <summary>Pieces that went at one time.</summary>
public sealed record WalRemoved(DateTimeOffset At, int Count);
