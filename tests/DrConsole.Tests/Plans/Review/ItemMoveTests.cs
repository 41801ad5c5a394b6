using DrConsole.Plans;
using DrConsole.Plans.Review;
using DrConsole.Plans.Schema;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using static DrConsole.Tests.Plans.Review.ReviewText;

namespace DrConsole.Tests.Plans.Review;

public sealed class ItemMoveTests
{
    [Fact]
    public void An_item_of_another_kind_keeps_its_words_and_its_place()
    {
        var plan = One();
        var printer = plan.Document.Objectives.Single(objective => objective.Scope == "Label printer");

        var (document, key) = ItemMove.To(plan.Document, plan.Text, printer.Key, Kind("system"));

        var system = Assert.Single(document.Systems, system => system.Key == key);
        Assert.Equal(("Label printer", printer.Source), (system.Name, system.Source));
        Assert.Contains("RTO: 1440 min", system.Description, StringComparison.Ordinal);
        Assert.DoesNotContain(document.Objectives, objective => objective.Key == printer.Key);
    }

    [Fact]
    public void Steps_go_along_into_a_procedure()
    {
        var plan = One();

        var (document, key) = ItemMove.To(plan.Document, plan.Text, plan.Document.Scenarios[0].Key, Kind("procedure"));

        var procedure = Assert.Single(document.Procedures, procedure => procedure.Key == key);
        Assert.Equal(["Stop the order service", "Restore the newest backup", "Start the order service"], procedure.Steps.Select(step => step.Text));
        Assert.Contains("Orders cannot be saved", procedure.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Some_lines_of_a_note_become_a_contact_and_the_others_stay()
    {
        var plan = One();
        var note = plan.Document.Notes.Single(note => note.Text.Contains("server room", StringComparison.Ordinal));
        var line = Line(plan.Text, "server room");

        var (document, key) = ItemMove.FromNote(plan.Document, plan.Text, note.Key, Kind("contact"), new(line, line));

        var contact = document.Contacts.Single(contact => contact.Key == key);
        Assert.Equal("+49 30 555 0199", contact.Phone);
        Assert.Equal(new SourceLines(line, line), contact.Source);
        var rest = Assert.Single(document.Notes, note => note.Under.Contains("Good to know"));
        Assert.Equal(("Gate is open at night", new SourceLines(line + 1, line + 1)), (rest.Text, rest.Source));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_note_becomes_anything_and_nothing_of_it_is_lost(string kind)
    {
        var plan = One();
        var note = plan.Document.Notes.Single(note => note.Text.Contains("server room", StringComparison.Ordinal));

        var (document, _) = ItemMove.FromNote(plan.Document, plan.Text, note.Key, Kind(kind));

        var said = string.Join('\n', new PlanTree(document).Nodes.Select(node => node.Json.ToJsonString(CanonicalJson.Options)));
        Assert.All((string[])["Keys of the server room", "+49 30 555 0199", "Gate is open at night"], words => Assert.Contains(words, said, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OtherKinds))]
    public void A_scenario_becomes_anything_and_nothing_of_it_is_lost(string kind)
    {
        var plan = DocumentMerge.Of([new("plan.md", SmallPlan.Text + "\n## Other scenarios\n\n### Scenario 2: Floor wet\n\n**Detection:**\n- It drips\n\n**Recovery steps:**\n\n1. Call the plumber\n")]);
        var wet = plan.Document.Scenarios.Single(scenario => scenario.Title.Contains("Floor wet", StringComparison.Ordinal));

        var (document, _) = ItemMove.To(plan.Document, plan.Text, wet.Key, Kind(kind));

        var said = string.Join('\n', new PlanTree(document).Nodes.Select(node => node.Json.ToJsonString(CanonicalJson.Options)));
        Assert.All((string[])["Floor wet", "It drips", "Call the plumber"], words => Assert.Contains(words, said, StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_needs_something_that_holds_it()
    {
        var note = new PlanNote { Key = "note/x", Text = "Call the gate" };
        var plan = PlanSamples.Empty() with { Notes = [note] };

        var refusal = Assert.Throws<RefusedException>(() => ItemMove.FromNote(plan, "", note.Key, Kind("step")));

        Assert.Equal("holder_missing", refusal.Code);
    }

    [Fact]
    public void Lines_of_no_note_are_refused()
    {
        var plan = One();

        Assert.Throws<RefusedException>(() => ItemMove.FromNote(plan.Document, plan.Text, plan.Document.Notes[0].Key, Kind("contact"), new(1, 2)));
    }

    public static TheoryData<string> Kinds => [.. PlanSchema.Kinds.Where(kind => kind.Name != "note").Select(kind => kind.Name)];

    public static TheoryData<string> OtherKinds => [.. PlanSchema.Kinds.Where(kind => kind.Name != "scenario").Select(kind => kind.Name)];

    private static ItemKind Kind(string name) => PlanSchema.Find(name)!;
}
