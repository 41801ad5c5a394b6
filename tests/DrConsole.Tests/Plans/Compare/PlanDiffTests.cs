using DrConsole.Plans;
using DrConsole.Plans.Compare;
using DrConsole.Plans.Import;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Compare;

public sealed class PlanDiffTests
{
    private readonly PlanDocument _plan = Read(SmallPlan.Text);

    [Fact]
    public void A_plan_does_not_differ_from_itself() => Assert.Empty(PlanDiff.Between(_plan, Read(SmallPlan.Text)));

    [Fact]
    public void Lines_that_only_stand_further_down_are_no_difference() =>
        Assert.Empty(PlanDiff.Between(_plan, Read(SmallPlan.Text.Replace("## Disaster", "\n\n\n## Disaster", StringComparison.Ordinal))));

    [Fact]
    public void A_target_written_in_another_unit_is_no_difference() =>
        Assert.Empty(PlanDiff.Between(_plan, Read(SmallPlan.Text.Replace("1 hour", "60 minutes", StringComparison.Ordinal))));

    [Fact]
    public void A_changed_field_is_told_with_its_values_before_and_after()
    {
        var change = Single(_plan, _plan with { Tiers = [_plan.Tiers[0], _plan.Tiers[1] with { RtoMinutes = 240 }] });

        Assert.Equal((DifferenceKind.Changed, "tier", _plan.Tiers[1].Key, null), (change.What, change.Kind.Name, change.Key, change.OldKey));
        var field = Assert.Single(change.Fields);
        Assert.Equal(("rtoMinutes", 480, 240), (field.Field.Name, (double)field.Before!, (double)field.After!));
    }

    [Fact]
    public void A_reworded_step_is_changed_and_not_another_step()
    {
        var change = Single(_plan, Read(SmallPlan.Text.Replace("Restore the newest backup", "Restore the newest proven backup", StringComparison.Ordinal)));

        Assert.Equal((DifferenceKind.Changed, "step"), (change.What, change.Kind.Name));
        Assert.NotNull(change.OldKey);
        Assert.Equal(["text"], change.Fields.Select(field => field.Field.Name));
    }

    [Fact]
    public void Another_thing_altogether_is_one_gone_and_one_added()
    {
        var differences = PlanDiff.Between(_plan, Read(SmallPlan.Text.Replace("Restore the newest backup", "Call the insurer", StringComparison.Ordinal)));

        Assert.Equal([DifferenceKind.Added, DifferenceKind.Removed], differences.Select(difference => difference.What));
    }

    [Fact]
    public void A_new_scenario_is_told_once_with_all_that_it_holds()
    {
        var added = new Scenario { Key = "scenario/x", Title = "Printer on fire", Phases = [new() { Key = "phase/x", Title = "", Steps = [new() { Key = "step/x", Text = "Run" }] }] };

        var difference = Single(_plan, _plan with { Scenarios = [.. _plan.Scenarios, added] });

        Assert.Equal((DifferenceKind.Added, "Printer on fire"), (difference.What, difference.Title));
    }

    [Fact]
    public void Of_a_list_in_another_order_only_the_fewest_items_are_moved()
    {
        PlanNote[] notes = [.. Enumerable.Range(1, 9).Select(n => new PlanNote { Key = $"note/{n}", Text = new string((char)('a' + n), 9) })];

        var moved = Single(_plan with { Notes = notes }, _plan with { Notes = [notes[8], .. notes[..8]] });

        Assert.Equal((DifferenceKind.Moved, "note/9"), (moved.What, moved.Key));
    }

    [Fact]
    public void A_step_that_goes_to_another_phase_is_moved_and_nothing_else()
    {
        var scenario = _plan.Scenarios[0];
        var (first, steps) = (scenario.Phases[0], scenario.Phases[0].Steps);
        var later = new Phase { Key = "phase/later", Title = "Later" };
        var before = _plan with { Scenarios = [scenario with { Phases = [first, later] }] };
        var after = _plan with { Scenarios = [scenario with { Phases = [first with { Steps = [steps[0]] }, later with { Steps = [steps[1]] }] }] };

        var moved = Single(before, after);

        Assert.Equal((DifferenceKind.Moved, steps[1].Key, "phase/later"), (moved.What, moved.Key, moved.Parent));
    }

    [Fact]
    public void A_reference_to_something_that_goes_by_another_key_now_is_no_difference()
    {
        var (old, @new) = (new Procedure { Key = "procedure/a", Title = "Restore the database" }, new Procedure { Key = "procedure/b", Title = "Restore the database" });

        Assert.Empty(PlanDiff.Between(Referring(old), Referring(@new)));

        PlanDocument Referring(Procedure to) => _plan with { Procedures = [to with { Steps = [new() { Key = "step/s", Text = "See", RefersTo = [to.Key] }] }] };
    }

    [Fact]
    public void The_particulars_are_compared_too()
    {
        var change = Single(_plan, _plan with { Meta = _plan.Meta with { Owner = "Head of operations" } });

        Assert.Equal(("meta", "owner"), (change.Kind.Name, change.Fields.Single().Field.Name));
    }

    [Fact]
    public void Items_take_the_lines_of_the_document_in_which_they_stand_now()
    {
        var moved = Read(SmallPlan.Text.Replace("# Ledger recovery plan", "# Ledger recovery plan\n\nAn introduction.", StringComparison.Ordinal));
        var own = new PlanNote { Key = "note/own", Text = "Made here", Source = new(1, 2) };

        var placed = PlanDiff.WithSourcesOf(_plan with { Notes = [own] }, moved);

        Assert.Equal(moved.Tiers.Select(tier => tier.Source), placed.Tiers.Select(tier => tier.Source));
        Assert.Null(placed.Notes[0].Source);
    }

    private static PlanDifference Single(PlanDocument before, PlanDocument after) => Assert.Single(PlanDiff.Between(before, after));

    private static PlanDocument Read(string text) => PlanImporter.Import("plan.md", text).Document;
}
