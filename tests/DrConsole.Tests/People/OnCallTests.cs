using DrConsole.People;
using DrConsole.Plans;
using static DrConsole.Tests.People.PlanOfPeople;

namespace DrConsole.Tests.People;

public sealed class OnCallTests
{
    [Fact]
    public void A_weekly_handover_stays_at_its_local_time_when_the_clocks_change()
    {
        var turns = OnCall.Turns(Rotation("Europe/Berlin", "2026-10-19"), At("2026-10-19T08:00"), At("2026-11-02T07:00"));

        Assert.Equal(["A", "B"], turns.Where(turn => turn.Reason == OnCallReason.Turn).Select(turn => turn.Member));
        Assert.Equal(At("2026-10-19T07:00"), turns[^2].Start);
        Assert.Equal(At("2026-10-26T08:00"), turns[^2].End);
        Assert.Equal(TimeSpan.FromHours((7 * 24) + 1), turns[^2].End - turns[^2].Start);
    }

    [Fact]
    public void The_day_that_Samoa_skipped_has_no_turn_and_the_order_goes_on()
    {
        var turns = OnCall.Turns(Rotation("Pacific/Apia", "2011-12-28", "00:00", 1), At("2011-12-28T10:00"), At("2012-01-02T10:00"));

        // 28, 29, (30 skipped), 31, 1, 2
        Assert.Equal(["A", "B", "A", "B", "C"], turns.Select(turn => turn.Member));
        Assert.All(turns, turn => Assert.Equal(TimeSpan.FromDays(1), turn.End - turn.Start));
    }

    [Fact]
    public void Of_two_stand_ins_the_later_wins_and_one_without_a_member_leaves_a_gap()
    {
        var rotation = Rotation("UTC") with
        {
            Overrides = [new("2026-01-06T00:00", "2026-01-08T00:00", "D"), new("2026-01-07T00:00", "2026-01-07T12:00", null), new("2026-01-07T06:00", "2026-01-07T07:00", "E")],
        };

        var turns = OnCall.Turns(rotation, At("2026-01-05T09:00"), At("2026-01-12T09:00"));

        Assert.Equal(["A", "D", null, "E", null, "D", "A"], turns.Select(turn => turn.Member));
        Assert.Equal(
            [OnCallReason.Turn, OnCallReason.StandIn, OnCallReason.LeftEmpty, OnCallReason.StandIn, OnCallReason.LeftEmpty, OnCallReason.StandIn, OnCallReason.Turn],
            turns.Select(turn => turn.Reason));
        Assert.Equal("E", OnCall.At(rotation, At("2026-01-07T06:59:59")).Member);
        Assert.True(OnCall.At(rotation, At("2026-01-07T07:00")).IsGap);
    }

    [Fact]
    public void Before_the_first_turn_nobody_is_on_call()
    {
        var turn = OnCall.At(Rotation("UTC"), At("2026-01-05T08:59"));

        Assert.Equal((null, OnCallReason.NotBegun, At("2026-01-05T09:00")), (turn.Member, turn.Reason, turn.End));
    }

    [Fact]
    public void A_rotation_that_cannot_be_read_is_one_gap_and_says_why()
    {
        Rotation[] unreadable =
        [
            Rotation("UTC") with { Members = ["", " "] }, Rotation("UTC") with { Start = null }, Rotation("UTC") with { Start = "soon" }, Rotation("UTC") with { TurnDays = 0 },
            Rotation("UTC") with { TurnDays = int.MaxValue }, Rotation("UTC") with { Start = "0001-01-01" },
        ];

        Assert.All(unreadable, rotation =>
        {
            var gap = Assert.Single(OnCall.Turns(rotation, At("2026-01-05"), At("2026-02-05")));
            Assert.Equal((OnCallReason.NotSaid, 1900, 2200), (gap.Reason, gap.Start.Year, gap.End.Year));
            Assert.NotEmpty(new RotationTerms(rotation).Faults);
        });
    }

    [Fact]
    public void A_zone_or_time_that_is_none_is_named_and_the_turns_go_on()
    {
        var terms = new RotationTerms(Rotation("Mars/Olympus") with { HandoverTime = "25:00", Overrides = [new("2026-01-08T00:00", "2026-01-06T00:00", "D"), new("x", "y", "D")] });

        Assert.Equal(4, terms.Faults.Count);
        Assert.Equal("A", OnCall.At(terms, At("2026-01-05T00:00")).Member);
    }

    [Fact]
    public void Instants_at_the_ends_of_time_do_no_harm()
    {
        var rotation = Rotation("Australia/Lord_Howe");

        Assert.NotNull(OnCall.At(rotation, DateTimeOffset.MinValue));
        Assert.NotNull(OnCall.At(rotation, DateTimeOffset.MaxValue));
        Assert.Empty(OnCall.Turns(rotation, At("2026-01-05"), At("2026-01-05")));
    }
}
