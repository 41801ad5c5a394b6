using DrConsole.Plans;
using DrConsole.Plans.Doctor;

namespace DrConsole.Tests.Plans.Doctor;

public sealed class TwoValuesTests
{
    private static readonly Objective Shop = RuleCase.Goal("shop", rto: 60);

    private static readonly PlanConflict Question = new() { Key = "conflict/a", Item = Shop.Key, Field = "rtoMinutes", Values = [new("60", new(3, 3)), new("180", new(9, 9))] };

    [Fact]
    public void An_open_question_is_found_at_both_places_and_the_first_value_is_offered()
    {
        var finding = Assert.Single(RuleCase.Found("two-values", RuleCase.Of(Shop, Question), null));

        Assert.Contains("“1 h” and “3 h”", finding.Message, StringComparison.Ordinal);
        Assert.Equal([3, 9], finding.Evidence.Select(evidence => evidence.Source!.First));
        Assert.Equal((Shop.Key, "rtoMinutes", "60"), (finding.Fix!.Changes[0].Item, finding.Fix.Changes[0].Field, finding.Fix.Changes[0].Json));
        Assert.Equal("Keep “1 h”", finding.Fix.Label);
    }

    [Fact]
    public void A_question_about_an_entry_that_was_taken_out_is_no_fault() => Assert.Empty(RuleCase.Found("two-values", RuleCase.Of(Question), null));
}
