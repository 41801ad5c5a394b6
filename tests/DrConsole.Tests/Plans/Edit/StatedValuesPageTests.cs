using DrConsole.Access;
using DrConsole.Plans;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using DrConsole.Tests.Plans.Doctor;
using DrConsole.Tests.Support;
using DrConsole.Web.Plans.Edit;

namespace DrConsole.Tests.Plans.Edit;

public sealed class StatedValuesPageTests
{
    private static readonly Objective Shop = RuleCase.Goal("shop", rto: 60);

    private static readonly PlanDocument Document = RuleCase.Of(
        Shop, new PlanConflict { Key = "conflict/a", Item = Shop.Key, Field = "rtoMinutes", Values = [new("60", new(3, 3)), new("180", new(9, 9))] }) with
    { Files = [new("plan.md", 1, 5), new("<annex>.md", 6, 9)] };

    [Fact]
    public async Task Both_values_stand_at_the_field_with_their_source_and_a_button()
    {
        var session = new EditSession(Guid.NewGuid(), new(ActorKind.User, Guid.NewGuid(), "The editor"), null!, null!, null!, TimeProvider.System, TestContext.Current.CancellationToken);
        session.Show(new(session.DraftId, Guid.NewGuid(), 0, DraftState.Editing, Document, [], new(null, null)));
        var node = session.Tree!.Find(Shop.Key)!;

        var page = await Rendered.DocumentAsync<StatedValues>(new Dictionary<string, object?>
        {
            ["Session"] = session, ["Node"] = node, ["Field"] = node.Kind.Field("rtoMinutes"),
        });

        Assert.Equal(["1 h", "3 h"], page.QuerySelectorAll(".stated-value").Select(value => value.TextContent));
        Assert.Equal(["plan.md, line 3", "<annex>.md, line 4"], page.QuerySelectorAll("li .muted").Select(place => place.TextContent));
        Assert.Equal(2, page.QuerySelectorAll("button").Length);
    }

    [Fact]
    public async Task The_draft_page_counts_what_is_open_links_to_it_and_says_that_publishing_is_possible()
    {
        var draft = PlanSamples.Draft("", Document);
        var page = await Rendered.DocumentAsync<OpenConflicts>(new Dictionary<string, object?> { ["Draft"] = draft });

        Assert.Contains("two values (1)", page.QuerySelector("h2")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("can be published", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(EditLinks.Item(draft.DraftId, "objectives", Shop.Key), page.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Without_open_questions_nothing_is_said() =>
        Assert.Null((await Rendered.DocumentAsync<OpenConflicts>(new Dictionary<string, object?> { ["Draft"] = PlanSamples.Draft("", RuleCase.Empty) })).QuerySelector("section"));
}
