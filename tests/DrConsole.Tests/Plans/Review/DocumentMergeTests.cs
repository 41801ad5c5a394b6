using DrConsole.Plans;
using DrConsole.Plans.Import;
using DrConsole.Plans.Review;
using DrConsole.Platform;
using static DrConsole.Tests.Plans.Review.ReviewText;

namespace DrConsole.Tests.Plans.Review;

public sealed class DocumentMergeTests
{
    [Fact]
    public void Two_files_that_name_one_thing_make_one_item_with_both_places()
    {
        var merged = Both();

        var orders = Assert.Single(merged.Document.Objectives, objective => objective.Scope == "Orders database");
        Assert.Equal(Line(merged.Text, "| Orders database | 4 hours"), orders.Source!.First);
        Assert.Equal(Line(merged.Text, "| Orders database | 8 hours"), Assert.Single(orders.MoreSources).First);
        Assert.Equal(["Orders database", "Label printer", "Web shop"], merged.Document.Objectives.Select(objective => objective.Scope));
    }

    [Fact]
    public void What_only_one_file_states_is_filled_in()
    {
        var contact = Assert.Single(Both().Document.Contacts, contact => contact.Name == "A. Example");

        Assert.Equal(("+49 30 555 0100", "dba@depot.example"), (contact.Phone, contact.Email));
    }

    [Fact]
    public void Where_the_files_differ_the_first_value_stands_and_both_are_kept()
    {
        var merged = Both();

        var conflict = Assert.Single(merged.Document.Conflicts, conflict => conflict.Field == "rtoMinutes");
        var orders = merged.Document.Objectives[0];
        Assert.Equal((orders.Key, 240.0), (conflict.Item, orders.RtoMinutes));
        Assert.Equal(["240", "480"], conflict.Values.Select(value => value.Json));
        Assert.Equal([orders.Source, orders.MoreSources[0]], conflict.Values.Select(value => value.Source));
        Assert.Contains(merged.Document.Conflicts, conflict => conflict is { Item: "meta", Field: "owner" });
        Assert.DoesNotContain(merged.Document.Conflicts, conflict => conflict.Field == "rpoMinutes");
    }

    [Fact]
    public void Source_lines_count_through_all_files()
    {
        var merged = Both();

        Assert.Equal([new SourceFile("plan.md", 1, Main.Split('\n').Length), new SourceFile("annex.md", Main.Split('\n').Length + 1, Annex.Split('\n').Length)], merged.Document.Files);
        var shop = merged.Document.Objectives.Single(objective => objective.Scope == "Web shop");
        Assert.Contains("Web shop", merged.Text.Split('\n')[shop.Source!.First - 1]);
        Assert.All(merged.Document.Outline, heading => Assert.Contains(heading.Title, merged.Text.Split('\n')[heading.Source!.First - 1]));
    }

    [Fact]
    public void A_document_that_contradicts_itself_keeps_both_values()
    {
        var text = "# Plan\n\n## Objectives\n\n| System | RTO |\n|---|---|\n| Orders | 1 hour |\n\n## Recovery objectives in detail\n\n| System | RTO |\n|---|---|\n| Orders | 3 hours |\n";

        var document = DocumentMerge.Of([new("plan.md", text)]).Document;

        Assert.Single(document.Objectives);
        Assert.Equal(["60", "180"], Assert.Single(document.Conflicts).Values.Select(value => value.Json));
        Assert.Empty(document.Files);
    }

    [Fact]
    public void One_name_in_one_document_may_still_be_two_things()
    {
        var daily = new BackupPolicy { Key = "backup/orders-daily", What = "Orders", Frequency = "Daily", Retention = "7 days" };
        var weekly = daily with { Key = "backup/orders-weekly", Frequency = "Weekly", Retention = "1 year" };

        Assert.True(SameThing.AreApart(DrConsole.Plans.Schema.PlanSchema.Find("backup")!, Json(daily), Json(weekly)));
        Assert.False(SameThing.AreApart(DrConsole.Plans.Schema.PlanSchema.Find("backup")!, Json(daily), Json(daily with { Retention = "1 year" })));
    }

    [Fact]
    public void A_scenario_in_two_files_gets_the_steps_of_both_in_their_order()
    {
        var first = "# A\n\n## Scenarios\n\n### Scenario: Disk full\n\n**Recovery steps:**\n\n1. Stop writers\n2. Add a volume\n";
        var second = "# B\n\n## Scenarios\n\n### Scenario: Disk full\n\n**Recovery steps:**\n\n1. Stop writers\n2. Remove old logs\n3. Start writers\n";

        var scenario = Assert.Single(DocumentMerge.Of([new("a.md", first), new("b.md", second)]).Document.Scenarios);

        Assert.Equal(["Stop writers", "Remove old logs", "Start writers", "Add a volume"], scenario.Steps().Select(step => step.Text));
        Assert.Equal(scenario.Steps().Count(), scenario.Steps().Select(step => step.Key).Distinct().Count());
    }

    [Fact]
    public void One_file_says_what_the_importer_says()
    {
        var alone = PlanImporter.Import("plan.md", Main);
        var merged = One();

        Assert.Equal(CanonicalJson.Bytes(alone.Document), CanonicalJson.Bytes(merged.Document));
        Assert.Equal((alone.Text, alone.Understood), (merged.Text, merged.Understood));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        var refusal = Assert.Throws<RefusedException>(() => DocumentMerge.Of([new("plan.md", Main), new("photo.md", "%PDF-1.7")]));

        Assert.StartsWith("photo.md: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choosing_a_value_sets_it_and_ends_the_conflict()
    {
        var document = Both().Document;
        var conflict = document.Conflicts.Single(conflict => conflict.Field == "rtoMinutes");

        var resolved = PlanConflicts.Resolve(document, conflict.Key, 1);

        Assert.Equal(480, resolved.Objectives[0].RtoMinutes);
        Assert.DoesNotContain(resolved.Conflicts, other => other.Key == conflict.Key);
        Assert.Throws<StaleException>(() => PlanConflicts.Resolve(resolved, conflict.Key, 0));
    }

    private static System.Text.Json.Nodes.JsonObject Json(BackupPolicy policy) =>
        (System.Text.Json.Nodes.JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(policy, CanonicalJson.Options)!;
}
