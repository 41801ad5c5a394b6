using System.Text.Json;
using DrConsole.Backups.Wal;
using DrConsole.Backups.Wal.Pruning;
using DrConsole.Platform;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>What is remembered of marks has 2,000 characters, however many timelines, clusters and days there are.</summary>
public sealed class WalMarkMemoryTests
{
    private const int SegmentBytes = 16 * 1024 * 1024;
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Store = Guid.CreateVersion7();

    [Fact]
    public void Log_of_sixty_timelines_of_two_clusters_is_marked_a_few_at_a_time_says_so_fits_each_time_and_all_goes_in_the_end()
    {
        var pieces = ((string[])["18446744073709551614", "18446744073709551615"]).SelectMany(system => Enumerable.Range(1, 30).SelectMany(timeline => Enumerable.Range(0, 3)
            .Select(number => new WalPiece(system, new WalName(WalKind.Segment, timeline, (ulong)((timeline * 10) + number)), SegmentBytes, Noon.AddDays(-40), 1000)))).ToList();
        var needed = new WalPiece("18446744073709551615", new WalName(WalKind.Segment, 31, 400), SegmentBytes, Noon, 1000);
        pieces.Add(needed);
        var kept = new WalBase(new(Guid.CreateVersion7(), needed.SystemIdentifier, 31, new(400UL * SegmentBytes), new((400UL * SegmentBytes) + 4096), Noon), IsProven: true);
        var (state, now, said) = (new WalRetentionState([], []), Noon, new List<string>());

        for (var look = 0; look < 4 * 365 && pieces.Count > 1; look++, now += TimeSpan.FromHours(6))
        {
            var plan = WalRetentionPlan.Make(new()
            {
                StoreId = Store, Now = now, Marks = state.Marks, Pieces = pieces, Bases = [kept], RemovedLately = state.Removed.Where(removed => removed.At > now.AddDays(-1)).Sum(removed => removed.Count),
            });
            pieces = [.. pieces.Except(plan.Deleted)];
            state = WalRetentionState.Parse(new WalRetentionState(plan.Marks, WalRetentionState.Lately(state.Removed.Append(new(now, plan.Deleted.Count)), now)).ToJson());
            Assert.True(plan.Marks.Sum(mark => mark.Floors.Count) <= WalRetentionPlan.MostFloors);
            Assert.Equal(JsonSerializer.Serialize(plan.Marks, CanonicalJson.Options), JsonSerializer.Serialize(state.Marks, CanonicalJson.Options));
            said.Add(plan.Why);
        }

        Assert.Equal([needed], pieces);
        Assert.Contains("pieces behind it are marked when earlier ones have gone", said[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_most_that_can_be_remembered_at_once_fits()
    {
        var marks = Enumerable.Range(0, WalRetentionPlan.MostFloors).Select(day =>
            new WalDeletionMark(Noon.AddDays(day).AddTicks(1234567), Noon.AddDays(day + 7).AddTicks(1234567), [new("18446744073709551615", int.MaxValue, ulong.MaxValue, IsWhole: true)])).ToList();
        var removed = WalRetentionState.Lately(Enumerable.Range(0, 500).Select(minutes => new WalRemoved(Noon.AddMinutes(-3 * minutes).AddTicks(1234567), 1_000_000)), Noon.AddMinutes(1));

        var read = WalRetentionState.Parse(new WalRetentionState(marks, removed).ToJson());

        Assert.Equal(10, read.Marks.Count);
        Assert.InRange(read.Removed.Count, 1, 5);
        Assert.Equal(Enumerable.Range(0, 500).Count(minutes => 3 * minutes < (24 * 60) - 1) * 1_000_000, read.Removed.Sum(entry => entry.Count));
    }

    [Fact]
    public void What_does_not_fit_is_a_loud_defect_and_nothing_is_left_out()
    {
        var marks = Enumerable.Range(0, 40).Select(day => new WalDeletionMark(Noon, Noon, [new("1", day, 1, IsWhole: false)])).ToList();

        Assert.Throws<InvalidOperationException>(() => new WalRetentionState(marks, []).ToJson());
    }

    [Fact]
    public void Marks_that_an_earlier_version_stored_are_read()
    {
        var state = WalRetentionState.Parse("""{"marks":[{"at":"2026-03-01T12:00:00+00:00","deletableAt":"2026-03-08T12:00:00+00:00","floors":[{"below":66,"isWhole":true,"systemIdentifier":"7","timeline":2}]}],"removed":[]}""");

        Assert.Equal(new WalFloor("7", 2, 66, IsWhole: true), Assert.Single(Assert.Single(state.Marks).Floors));
    }
}
