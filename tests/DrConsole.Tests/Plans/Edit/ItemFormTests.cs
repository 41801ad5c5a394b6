using System.Text.Json.Nodes;
using AngleSharp.Dom;
using DrConsole.Plans;
using DrConsole.Plans.Schema;
using DrConsole.Tests.Support;
using DrConsole.Web.Plans.Edit;

namespace DrConsole.Tests.Plans.Edit;

public sealed class ItemFormTests
{
    private const string Markup = "<script>alert(1)</script>";

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_field_of_every_kind_has_an_input_with_a_label(string kind)
    {
        var form = await RenderAsync(PlanSchema.Find(kind)!, []);

        foreach (var field in PlanSchema.Find(kind)!.Fields)
        {
            Assert.Contains(form.QuerySelectorAll($"label[for='item-{field.Name}'], fieldset legend"), label => label.TextContent.StartsWith(field.Label, StringComparison.Ordinal));
        }

        Assert.All(form.QuerySelectorAll("input, select, textarea"), input => Assert.True(
            input.HasAttribute("aria-label") || form.QuerySelector($"label[for='{input.Id}']") is not null, input.OuterHtml));
    }

    [Fact]
    public async Task An_error_from_outside_stands_at_its_field_and_marks_it()
    {
        var form = await RenderAsync(PlanSchema.Find("tier")!, new() { ["name"] = "Tier 1" }, new Dictionary<string, string> { ["rtoMinutes"] = "Too short." });

        var input = form.QuerySelector("#item-rtoMinutes")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains(input.GetAttribute("aria-describedby")!.Split(' '), id => form.GetElementById(id)?.TextContent.Trim() == "Too short.");
        Assert.Null(form.QuerySelector("#item-name")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_duration_is_shown_as_people_write_it_and_as_it_was_understood()
    {
        var form = await RenderAsync(PlanSchema.Find("tier")!, new() { ["name"] = "Tier 1", ["rtoMinutes"] = 90 });

        Assert.Equal("1 h 30 min", form.QuerySelector("#item-rtoMinutes")!.GetAttribute("value"));
        Assert.Equal("= 1 h 30 min", form.GetElementById("item-rtoMinutes-read")!.TextContent);
    }

    [Fact]
    public async Task A_name_that_the_plan_does_not_know_is_allowed_and_flagged()
    {
        var form = await RenderAsync(PlanSchema.Find("scenario")!, new() { ["title"] = "Flood", ["tier"] = "Tier 9", ["systems"] = new JsonArray("Ledger", "Nowhere") });

        Assert.Contains("The plan has no impact tier of this name", form.GetElementById("item-tier-read")!.TextContent);
        Assert.Equal(["Tier 1"], form.QuerySelectorAll("#item-tier-options option").Select(option => option.GetAttribute("value")));
        var rows = form.QuerySelectorAll("#item-systems li").Select(row => row.TextContent.Contains("The plan has no", StringComparison.Ordinal));
        Assert.Equal([false, true], rows);
    }

    [Fact]
    public async Task Rows_are_moved_by_buttons_that_say_what_they_move()
    {
        var form = await RenderAsync(PlanSchema.Find("rotation")!, new() { ["name"] = "Nights", ["members"] = new JsonArray("First", "Second") });

        Assert.Equal(
            ["Move up: First", "Move down: First", "Remove: First", "Move up: Second", "Move down: Second", "Remove: Second"],
            form.QuerySelectorAll("#item-members button").Select(button => button.GetAttribute("aria-label")));
    }

    [Fact]
    public async Task A_schedule_shows_its_next_runs_and_what_the_changed_clock_does()
    {
        var form = await RenderAsync(PlanSchema.Find("backup")!, new() { ["what"] = "Ledger", ["cron"] = "30 2 * * *", ["zone"] = "Europe/Berlin" });

        Assert.Equal(5, form.QuerySelectorAll(".runs li").Length);
        Assert.All(form.QuerySelectorAll(".runs li"), run => Assert.Matches("02:30 Europe/Berlin = \\w+ 0[01]:30 UTC|03:00 Europe/Berlin", run.TextContent));
        Assert.Contains("is made at 03:00; none is skipped", form.Body!.TextContent);
        Assert.Contains("comes twice, the run is made once", form.Body!.TextContent);
    }

    [Fact]
    public async Task Markup_in_a_plan_is_text_in_every_field()
    {
        foreach (var kind in PlanSchema.Kinds)
        {
            var item = new JsonObject(kind.Fields.Where(field => field.Kind is FieldKind.Text or FieldKind.LongText or FieldKind.Name or FieldKind.Choice)
                .Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Markup)));

            Assert.Empty((await RenderAsync(kind, item)).QuerySelectorAll("script"));
        }
    }

    public static TheoryData<string> Kinds() => [.. PlanSchema.Kinds.Select(kind => kind.Name), "meta"];

    private static Task<IDocument> RenderAsync(ItemKind kind, JsonObject json, IReadOnlyDictionary<string, string>? errors = null)
    {
        var plan = PlanSamples.Empty() with
        {
            Tiers = [new() { Key = "tier/1", Name = "Tier 1" }],
            Systems = [new() { Key = "system/ledger", Name = "Ledger" }],
        };
        return Rendered.DocumentAsync<ItemForm>(new Dictionary<string, object?>
        {
            [nameof(ItemForm.Kind)] = kind, [nameof(ItemForm.Json)] = json, [nameof(ItemForm.Plan)] = new PlanTree(plan), [nameof(ItemForm.Errors)] = errors,
        });
    }
}
