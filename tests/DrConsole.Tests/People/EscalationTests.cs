using DrConsole.People;
using DrConsole.Plans;
using static DrConsole.Tests.People.PlanOfPeople;

namespace DrConsole.Tests.People;

public sealed class EscalationTests
{
    private static readonly DateTimeOffset Start = At("2026-03-10T08:00");

    [Fact]
    public void Levels_repeats_rounds_and_the_fallback_are_called_in_the_order_of_time()
    {
        var plan = Plan(Level("1", "A", 0) with { Repeats = 2, RepeatMinutes = 4 }, Level("2", "B", 10)) with
        {
            EscalationPaths = [new() { Key = "path/p", Name = "Usual", Rounds = 1, Fallback = "C" }],
        };

        var run = Escalation.Simulate(plan, null, Start);

        Assert.Equal(["0 A", "4 A", "8 A", "10 B", "25 A", "29 A", "33 A", "35 B", "50 C"], run.Calls.Select(call => $"{(call.At - Start).TotalMinutes} {call.Who}"));
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2, 2], run.Calls.Select(call => call.Round));
        Assert.True(run.Calls[^1].IsFallback);
        Assert.Empty(run.AllFaults);
    }

    [Fact]
    public void A_level_without_a_time_is_called_fifteen_minutes_after_the_one_before_and_says_so()
    {
        var run = Escalation.Simulate(Plan(Level("1", "A"), Level("2", "B")), null, Start);

        Assert.Equal([0, 15], run.Calls.Select(call => (call.At - Start).TotalMinutes));
        Assert.All(run.Calls, call => Assert.Equal(EscalationFaultKind.Assumed, Assert.Single(call.Faults).Kind));
        Assert.Contains("15 minutes", run.Calls[1].Faults[0].Text);
        Assert.Equal(EscalationFaultKind.NoFallback, Assert.Single(run.Faults).Kind);
    }

    [Fact]
    public void Repeats_that_do_not_fit_before_the_next_level_are_left_out_and_named()
    {
        var run = Escalation.Simulate(Plan(Level("1", "A", 0) with { Repeats = 5, RepeatMinutes = 4 }, Level("2", "B", 10)), null, Start);

        Assert.Equal([0, 4, 8, 10], run.Calls.Select(call => (call.At - Start).TotalMinutes));
        Assert.Contains(run.Calls[0].Faults, fault => fault.Text.Contains("3 of 5 repeats", StringComparison.Ordinal));
    }

    [Fact]
    public void The_rotation_is_asked_at_the_instant_of_each_call()
    {
        var plan = Plan(Level("1", "Primary", 0), Level("2", "Primary", 30)) with { Rotations = [Rotation("Europe/Berlin", "2026-03-09", "09:15", 1)] };

        var run = Escalation.Simulate(plan, null, Start); // 09:00 in Berlin

        Assert.Equal(["A", "B"], run.Calls.Select(call => call.Who));
        Assert.DoesNotContain(run.AllFaults, fault => fault.Kind == EscalationFaultKind.SamePersonTwice);
    }

    [Fact]
    public void Who_is_called_and_by_what_is_explained()
    {
        var plan = Plan(Level("1", "Recovery lead", 0)) with
        {
            Contacts = [Contact("A", null) with { Email = "a@a.example", Methods = [new(ContactMethodKind.Chat, "@a"), new(ContactMethodKind.Phone, "+49 1")], Zone = "Australia/Lord_Howe", Availability = "Mon-Fri 8-18" }],
            Roles = [new() { Key = "role/lead", Name = "Recovery lead", Holder = "A", Deputy = "B" }],
        };

        var call = Assert.Single(Escalation.Simulate(plan, null, Start).Calls);

        Assert.Equal(new ContactMethod(ContactMethodKind.Phone, "+49 1"), call.Method);
        Assert.Equal([ContactMethodKind.Chat, ContactMethodKind.Email], call.Others.Select(method => method.Kind));
        Assert.Equal("holds the role “Recovery lead”; deputy: B", call.Reason);
        Assert.Equal(At("2026-03-10T19:00+11:00"), call.Local);
        Assert.Equal(TimeSpan.FromHours(11), call.Local!.Value.Offset);
        Assert.Equal(EscalationFaultKind.OutOfHours, Assert.Single(call.Faults).Kind);
    }

    [Theory]
    [InlineData("A and B", "A, B")]
    [InlineData("A, the operator; B", "A, B")]
    [InlineData("Call c", "C")]
    [InlineData("on-call database", "Duty")]
    public void Names_are_found_in_a_text(string who, string found)
    {
        var plan = Plan(Level("1", who, 0));
        plan = plan with { Contacts = [.. plan.Contacts, Contact("Duty", role: "Database on-call engineer")] };

        Assert.Equal(found, string.Join(", ", Escalation.Simulate(plan, null, Start).Calls.Select(call => call.Who)));
    }

    [Fact]
    public void Targets_count_more_than_the_text() =>
        Assert.Equal(["B", "C"], Escalation.Simulate(Plan(Level("1", "A", 0, null, "B", "C")), null, Start).Calls.Select(call => call.Who));

    [Fact]
    public void Every_fault_stands_at_its_call()
    {
        var plan = Plan(
            Level("unknown", "Head of nothing", 0), Level("placeholder", "P", 1), Level("no phone", "Mail", 2), Level("first", "A", 3), Level("again", "A", 4), Level("gap", "Primary", 5),
            Level("member", "Second", 6), Level("empty role", "Nobody's role", 7), Level("early", "B", 1.5)) with
        {
            Rotations = [Rotation("UTC") with { Overrides = [new("2026-03-10T00:00", "2026-03-11T00:00", null)] }, Rotation("UTC", members: "Stranger") with { Key = "rotation/2", Name = "Second" }],
            Roles = [new() { Key = "role/x", Name = "Nobody's role" }],
        };
        plan = plan with { Contacts = [.. plan.Contacts, Contact("P", null) with { Placeholder = "[name]" }, Contact("Mail", null) with { Email = "m@m.example" }] };

        var run = Escalation.Simulate(plan, null, Start);

        IEnumerable<EscalationFaultKind> Of(string level) => run.Calls.Where(call => call.Level == level).SelectMany(call => call.Faults).Select(fault => fault.Kind);
        Assert.Equal([EscalationFaultKind.UnknownName, EscalationFaultKind.NobodyReached], Of("unknown"));
        Assert.Equal([EscalationFaultKind.Placeholder, EscalationFaultKind.NobodyReached], Of("placeholder"));
        Assert.Equal([EscalationFaultKind.NoPhone], Of("no phone"));
        Assert.Equal([EscalationFaultKind.SamePersonTwice], Of("again"));
        Assert.Equal([EscalationFaultKind.RotationGap, EscalationFaultKind.NobodyReached], Of("gap"));
        Assert.Equal([EscalationFaultKind.UnknownName, EscalationFaultKind.NobodyReached], Of("member"));
        Assert.Equal([EscalationFaultKind.NobodyReached, EscalationFaultKind.NobodyReached], Of("empty role"));
        Assert.Equal([EscalationFaultKind.OutOfOrder], Of("early"));
    }

    [Theory]
    [InlineData("Tier 1", "Worst")]
    [InlineData("tier 2", "Usual")]
    [InlineData(null, "Usual")]
    public void The_tier_chooses_the_path(string? tier, string path)
    {
        var plan = Plan(Level("1", "A", 0, "Worst"), Level("1", "B", 0, "Usual")) with
        {
            Tiers = [new() { Key = "tier/1", Name = "Tier 1" }, new() { Key = "tier/2", Name = "Tier 2" }],
            EscalationPaths = [new() { Key = "path/w", Name = "Worst", Tiers = ["Tier 1"], Fallback = "C" }, new() { Key = "path/u", Name = "Usual", Fallback = "C" }],
        };

        var run = Escalation.Simulate(plan, tier, Start);

        Assert.Equal([path], run.Paths);
        Assert.Empty(run.AllFaults);
    }

    [Fact]
    public void A_plan_that_names_nobody_says_so_loudly()
    {
        var run = Escalation.Simulate(Plan(), "Tier 9", Start);

        Assert.Empty(run.Calls);
        Assert.Contains(run.Faults, fault => fault.Text == "The plan does not say whom to call.");
        Assert.Contains(run.Faults, fault => fault.Text.Contains("no impact tier “Tier 9”", StringComparison.Ordinal));
    }

    [Fact]
    public void Absurd_numbers_do_no_harm()
    {
        var plan = Plan(Level("1", "A", double.NaN) with { Repeats = int.MaxValue, RepeatMinutes = double.NegativeInfinity }, Level("2", "B", double.MaxValue), Level("3", "C", -5)) with
        {
            EscalationPaths = [new() { Key = "path/p", Name = "P", Rounds = int.MaxValue, Fallback = "A" }],
        };

        Assert.NotEmpty(Escalation.Simulate(plan, null, DateTimeOffset.MaxValue).Calls);
    }
}
