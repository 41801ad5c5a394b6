using System.Text;
using System.Text.Json.Nodes;
using DrConsole.Plans;
using DrConsole.Plans.Import;
using DrConsole.Plans.Schema;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Schema;

public sealed class PlanTreeTests
{
    private readonly PlanDocument _plan = PlanImporter.Import("plan.md", SmallPlan.Text).Document;

    [Fact]
    public void A_tree_that_nobody_changed_is_the_document()
    {
        var again = new PlanTree(_plan).ToDocument();

        Assert.Equal(Encoding.UTF8.GetString(CanonicalJson.Bytes(_plan)), Encoding.UTF8.GetString(CanonicalJson.Bytes(again)));
    }

    [Fact]
    public void A_field_of_a_step_deep_down_is_set_and_cleared()
    {
        var tree = new PlanTree(_plan);
        var step = _plan.Scenarios[0].Steps().First().Key;

        tree.Set(step, "role", JsonValue.Create("Database on-call"));
        Assert.Equal("Database on-call", tree.ToDocument().Scenarios[0].Steps().First().Role);

        tree.Set(step, "role", null);
        Assert.Null(tree.ToDocument().Scenarios[0].Steps().First().Role);
    }

    [Fact]
    public void A_removed_item_goes_back_where_it_stood()
    {
        var tree = new PlanTree(_plan);
        var second = _plan.Tiers[1];
        var json = (JsonObject)tree.Find(second.Key)!.Json.DeepClone();

        var place = tree.Remove(second.Key);
        Assert.DoesNotContain(tree.ToDocument().Tiers, tier => tier.Key == second.Key);
        tree.Insert(PlanSchema.Find("tier")!, place.Parent, place.After, json);

        Assert.Equal(_plan.Tiers.Select(tier => tier.Key), tree.ToDocument().Tiers.Select(tier => tier.Key));
    }

    [Fact]
    public void A_moved_step_keeps_its_key()
    {
        var tree = new PlanTree(_plan);
        var (phase, steps) = (_plan.Scenarios[0].Phases[0], _plan.Scenarios[0].Steps().Select(step => step.Key).ToList());

        tree.Move(steps[1], phase.Key, null);

        Assert.Equal([steps[1], steps[0]], tree.ToDocument().Scenarios[0].Steps().Select(step => step.Key));
    }

    [Fact]
    public void A_new_item_of_a_name_that_is_taken_gets_a_key_of_its_own()
    {
        var tree = new PlanTree(_plan);

        var key = tree.Insert(PlanSchema.Find("tier")!, null, null, new JsonObject { ["name"] = _plan.Tiers[0].Name });

        Assert.Equal(_plan.Tiers[0].Key + "-2", key);
        Assert.Equal(key, tree.ToDocument().Tiers[0].Key);
    }

    [Theory]
    [InlineData("tier/none", "name", "item_gone")]
    [InlineData("meta", "colour", "field_unknown")]
    public void What_is_not_there_cannot_be_set(string key, string field, string code)
    {
        var refusal = Assert.Throws<RefusedException>(() => new PlanTree(_plan).Set(key, field, null));

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public void A_value_that_does_not_fit_is_refused_with_its_place()
    {
        var tree = new PlanTree(_plan);
        tree.Set(_plan.Tiers[0].Key, "rtoMinutes", JsonValue.Create("soon"));

        var refusal = Assert.Throws<RefusedException>(tree.ToDocument);

        Assert.Contains("rtoMinutes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_belongs_to_a_phase_or_a_procedure_only()
    {
        var refusal = Assert.Throws<RefusedException>(() => new PlanTree(_plan).Insert(PlanSchema.Find("step")!, _plan.Tiers[0].Key, null, new JsonObject { ["text"] = "x" }));

        Assert.Equal("parent_misfits", refusal.Code);
    }

    [Fact]
    public void A_document_from_before_phases_had_keys_can_be_read()
    {
        var old = Encoding.UTF8.GetString(CanonicalJson.Bytes(_plan)).Replace($",\"key\":\"{_plan.Scenarios[0].Phases[0].Key}\"", "", StringComparison.Ordinal)
            .Replace($"\"key\":\"{_plan.Scenarios[0].Phases[0].Key}\",", "", StringComparison.Ordinal);

        var plan = PlanDocumentBytes.Read(Encoding.UTF8.GetBytes(old));

        Assert.DoesNotContain("\"key\":\"phase/", old, StringComparison.Ordinal);
        Assert.Equal(_plan.Scenarios[0].Phases[0].Key, plan.Scenarios[0].Phases[0].Key);
    }

    [Fact]
    public void What_comes_back_takes_no_key_that_was_given_away_meanwhile()
    {
        var tree = new PlanTree(new() { Meta = new() { Title = "Plan" }, Procedures = [new() { Key = "procedure/a", Title = "A", Steps = [new() { Key = "step/x", Text = "First" }] }, new() { Key = "procedure/b", Title = "B" }] });
        var gone = (System.Text.Json.Nodes.JsonObject)tree.Find("procedure/a")!.Json.DeepClone();
        tree.Remove("procedure/a");
        tree.Insert(PlanSchema.Find("step")!, "procedure/b", null, new() { ["key"] = "step/x", ["text"] = "Second" });

        tree.Insert(PlanSchema.Find("procedure")!, null, null, gone);

        Assert.Equal(["First", "Second"], tree.Nodes.Where(node => node.Kind.Name == "step").Select(node => node.Title).Order(StringComparer.Ordinal));
    }
}
