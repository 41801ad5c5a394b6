using System.Globalization;
using DrConsole.People;
using DrConsole.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace DrConsole.Tests.People;

/// <summary>What holds for every rotation in every zone, most of all around changes of the clocks.</summary>
public sealed class OnCallProperties
{
    private static readonly string[] ZoneNames =
    [
        "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "America/New_York", "Europe/Berlin", "Europe/Dublin", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Chatham", "UTC",
    ];

    // Around the changes of 2011 (Apia), 2026 and 2027, and anywhere else.
    private static readonly Gen<DateTime> Local = Gen.OneOf(
        Gen.Choose(0, 40 * 24 * 60).Select(minutes => new DateTime(2011, 12, 10).AddMinutes(minutes)),
        Gen.Choose(0, 2 * 366 * 24 * 60).Select(minutes => new DateTime(2026, 1, 1).AddMinutes(minutes)),
        Gen.Elements(new DateTime(2026, 3, 8, 2, 30, 0), new DateTime(2026, 10, 4, 2, 10, 0), new DateTime(2026, 10, 25, 2, 30, 0), new DateTime(2011, 12, 30, 8, 0, 0)));

    private static readonly Gen<RotationOverride> Override =
        from start in Local
        from minutes in Gen.Choose(1, 20 * 24 * 60)
        from member in Gen.Elements("X", "Y", null)
        select new RotationOverride(Text(start), Text(start.AddMinutes(minutes)), member);

    private static readonly Gen<Rotation> Rotations =
        from zone in Gen.Elements(ZoneNames)
        from start in Local
        from days in Gen.Elements(1, 2, 5, 7, 14)
        from members in Gen.Choose(1, 4)
        from overrides in Override.ListOf().Resize(5)
        select new Rotation
        {
            Key = "rotation/r", Name = "R", Zone = zone, Start = Text(start)[..10], HandoverTime = Text(start)[11..], TurnDays = days,
            Members = [.. Enumerable.Range(0, members).Select(i => $"M{i}")], Overrides = [.. overrides],
        };

    private static readonly Arbitrary<(Rotation Rotation, DateTimeOffset From, DateTimeOffset Middle, DateTimeOffset To)> Cases = (
        from rotation in Rotations
        from start in Local
        from first in Gen.Choose(1, 30 * 24 * 60)
        from second in Gen.Choose(1, 30 * 24 * 60)
        let instant = new DateTimeOffset(start, TimeSpan.Zero)
        select (rotation, instant, instant.AddMinutes(first), instant.AddMinutes(first + second))).ToArbitrary();

    [Fact]
    public void Turns_cover_the_time_without_hole_or_overlap() => Check(Prop.ForAll(Cases, given =>
    {
        var turns = OnCall.Turns(given.Rotation, given.From, given.To);
        return turns[0].Start <= given.From && turns[^1].End >= given.To
            && turns.All(turn => turn.Start < turn.End)
            && turns.Zip(turns.Skip(1)).All(pair => pair.First.End == pair.Second.Start)
            && turns.All(turn => turn.IsGap == turn.Reason is OnCallReason.LeftEmpty or OnCallReason.NotBegun or OnCallReason.NotSaid);
    }));

    [Fact]
    public void Each_handover_is_at_the_asked_local_time_where_that_exists() => Check(Prop.ForAll(Cases, given =>
    {
        var rotation = given.Rotation with { Overrides = [] };
        var zone = Zones.Find(rotation.Zone)!;
        return OnCall.Turns(rotation, given.From, given.To).Where(turn => !turn.IsGap).All(turn =>
        {
            var local = Zones.LocalOf(turn.Start, zone);
            var before = Zones.LocalOf(turn.Start.AddTicks(-1), zone);
            var asked = local.Date + TimeOnly.Parse(rotation.HandoverTime!, CultureInfo.InvariantCulture).ToTimeSpan();
            return local == asked || (before < asked && asked < local) || (before < asked.AddDays(-1) && asked.AddDays(-1) < local); // at it, or the clocks jumped over it
        });
    }));

    [Fact]
    public void Cutting_a_range_in_two_gives_the_same_turns() => Check(Prop.ForAll(Cases, given =>
    {
        var whole = OnCall.Turns(given.Rotation, given.From, given.To);
        var parts = OnCall.Turns(given.Rotation, given.From, given.Middle).Concat(OnCall.Turns(given.Rotation, given.Middle, given.To)).ToList();
        return whole.SequenceEqual(parts.Distinct());
    }));

    [Fact]
    public void Whoever_is_on_call_at_an_instant_is_in_the_turns_around_it() => Check(Prop.ForAll(Cases, given =>
        OnCall.At(given.Rotation, given.Middle) == OnCall.Turns(given.Rotation, given.From, given.To).Single(turn => turn.Start <= given.Middle && turn.End > given.Middle)));

    [Fact]
    public void Later_local_times_never_mean_earlier_instants() => Check(Prop.ForAll(Cases, given =>
    {
        var zone = Zones.Find(given.Rotation.Zone)!;
        var instants = Enumerable.Range(0, 200).Select(i => LocalInstant.Of(given.From.DateTime.AddMinutes(i * 7), zone)).ToList();
        return instants.Zip(instants.Skip(1)).All(pair => pair.First.Instant <= pair.Second.Instant)
            && instants.Select((read, i) => read.Kind == LocalKind.Skipped || Zones.LocalOf(read.Instant, zone) == given.From.DateTime.AddMinutes(i * 7)).All(right => right);
    }));

    private static string Text(DateTime local) => local.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    private static void Check(Property property) => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
}
