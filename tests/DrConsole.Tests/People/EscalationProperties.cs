using DrConsole.People;
using DrConsole.Plans;
using FsCheck;
using FsCheck.Fluent;
using static DrConsole.Tests.People.PlanOfPeople;

namespace DrConsole.Tests.People;

public sealed class EscalationProperties
{
    private static readonly Gen<EscalationLevel> Levels =
        from number in Gen.Choose(1, 1000)
        from who in Gen.Elements("A", "B", "Primary", "nobody", "A and C")
        from after in Gen.OneOf(Gen.Constant((double?)null), Gen.Choose(0, 90).Select(minutes => (double?)minutes))
        from repeats in Gen.Choose(0, 4)
        from every in Gen.Choose(0, 20)
        from path in Gen.Elements(null, "P", "Q")
        select Level($"{number}", who, after, path) with { Repeats = repeats, RepeatMinutes = every };

    private static readonly Arbitrary<(PlanDocument Plan, DateTimeOffset At)> Cases = (
        from levels in Levels.NonEmptyListOf()
        from rounds in Gen.Choose(0, 3)
        from zone in Gen.Elements("Australia/Lord_Howe", "Pacific/Apia", "Europe/Berlin")
        from minutes in Gen.Choose(0, 366 * 24 * 60)
        select (
            Plan([.. levels]) with
            {
                EscalationPaths = [new() { Key = "path/p", Name = "P", Rounds = rounds, Fallback = "C" }, new() { Key = "path/q", Name = "Q" }],
                Rotations = [Rotation(zone, days: 1)],
            },
            At("2026-01-01").AddMinutes(minutes))).ToArbitrary();

    [Fact]
    public void Calls_never_go_back_in_time_nor_before_the_declaration() => Check(Prop.ForAll(Cases, given =>
    {
        var calls = Escalation.Simulate(given.Plan, null, given.At).Calls;
        return calls.All(call => call.At >= given.At) && calls.Zip(calls.Skip(1)).All(pair => pair.First.At <= pair.Second.At);
    }));

    [Fact]
    public void No_path_calls_after_its_fallback() => Check(Prop.ForAll(Cases, given =>
        Escalation.Simulate(given.Plan, null, given.At).Calls.GroupBy(call => call.Path).All(path => !path.SkipWhile(call => !call.IsFallback).Any(call => !call.IsFallback))));

    [Fact]
    public void Until_only_cuts_the_end_off() => Check(Prop.ForAll(Cases, given =>
    {
        var all = Escalation.Simulate(given.Plan, null, given.At).Calls;
        var until = given.At.AddMinutes(40);
        return Escalation.Simulate(given.Plan, null, given.At, until).Calls.Select(Told).SequenceEqual(all.TakeWhile(call => call.At < until).Select(Told));
    }));

    [Fact]
    public void Every_level_is_called_or_shown_to_reach_nobody() => Check(Prop.ForAll(Cases, given =>
    {
        var run = Escalation.Simulate(given.Plan, null, given.At);
        return given.Plan.Escalation.Where(level => run.Paths.Contains(level.Path ?? "Escalation")).All(level => run.Calls.Any(call => call.LevelKey == level.Key))
            && run.Calls.All(call => call.ReachesSomebody || call.Faults.Count > 0 || call.Attempt > 1);
    }));

    private static string Told(EscalationCall call) => $"{call.At:O} {call.Path} {call.Level} {call.Round} {call.Attempt} {call.Who}";

    private static void Check(Property property) => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), property);
}
