using DrConsole.People;
using DrConsole.Plans;
using DrConsole.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using static DrConsole.Tests.People.PlanOfPeople;

namespace DrConsole.Tests.People;

public sealed class CalendarTests
{
    private static readonly DateTimeOffset Now = At("2026-03-10T08:30");

    [Fact]
    public void Any_text_comes_back_from_folding_and_escaping() => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Gen.Elements("a", ";", ",", "\\", "\n", "ü", "漢", "🚨", " ", ":", "\\n", "é", "x".PadRight(80, 'y')).ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var read = CalendarReader.Read(new CalendarText().Line("BEGIN", "VCALENDAR").Line("VERSION", "2.0").Line("PRODID", "x").Text("X-NAME", text).Line("END", "VCALENDAR").ToString());
            return read.Calendar["X-NAME"] == text;
        }));

    [Fact]
    public void Every_turn_of_the_window_is_one_event_in_UTC_and_a_gap_is_one_that_cries()
    {
        var rotation = Rotation("Europe/Berlin") with { Overrides = [new("2026-03-12T00:00", "2026-03-12T06:00", null), new("2026-03-20T09:00", "2026-03-21T09:00", "Line\nbreak; and, comma")] };

        var (calendar, events) = CalendarReader.Read(Calendar(rotation, Now));

        Assert.Equal("On call: Primary (Shop plan)", calendar["X-WR-CALNAME"]);
        var turns = OnCall.Turns(rotation, At("2026-02-10"), At("2026-09-08"));
        Assert.Equal(turns.Select(turn => (turn.Start, turn.End)), events.Select(entry => (CalendarReader.Instant(entry["DTSTART"]), CalendarReader.Instant(entry["DTEND"]))));
        Assert.Single(events, entry => entry["SUMMARY"] == "NOBODY ON CALL");
        Assert.Single(events, entry => entry["SUMMARY"] == "Line\nbreak; and, comma is on call");
        Assert.All(events, entry => Assert.Equal("20261102T080500Z", entry["DTSTAMP"]));
    }

    [Fact]
    public void The_same_day_gives_the_same_bytes_and_a_later_day_the_same_ids()
    {
        var today = Calendar(Rotation("UTC"), Now);
        var tomorrow = CalendarReader.Read(Calendar(Rotation("UTC"), Now.AddDays(1))).Events.Select(entry => entry["UID"]).ToList();

        Assert.Equal(today, Calendar(Rotation("UTC"), Now.AddHours(3)));
        Assert.All(CalendarReader.Read(today).Events, entry => Assert.Contains(entry["UID"], tomorrow));
    }

    [Fact]
    public void A_rotation_that_has_not_begun_or_is_gone_leaves_no_empty_calendar()
    {
        var future = CalendarReader.Read(Calendar(Rotation("UTC", "2027-01-01"), Now)).Events;
        var gone = CalendarReader.Read(RotationCalendar.Of(PlanSamples.Summary, PlanSamples.Empty(), "rotation/primary", Now)).Events;

        Assert.Equal(("NOBODY ON CALL", "20260210T000000Z", "20260908T000000Z"), (Assert.Single(future)["SUMMARY"], future[0]["DTSTART"], future[0]["DTEND"]));
        Assert.Equal("NOBODY ON CALL", Assert.Single(gone)["SUMMARY"]);
    }

    private static string Calendar(Rotation rotation, DateTimeOffset now) =>
        RotationCalendar.Of(PlanSamples.Summary, PlanSamples.Empty() with { Rotations = [rotation] }, rotation.Key, now);
}
