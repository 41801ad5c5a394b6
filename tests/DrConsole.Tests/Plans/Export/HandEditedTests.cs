using DrConsole.Plans;
using DrConsole.Plans.Export;
using DrConsole.Plans.Import;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Export;

public sealed class HandEditedTests
{
    private const string Head = "---\ndrconsole-plan: 1\n---\n\n# Plan\n\n";

    [Fact]
    public void Items_know_the_lines_they_came_from()
    {
        var plan = Read("## Scenarios\n\n### Flood\n\n- **Signs:**\n  - Water\n\n#### First hour\n\n1. Leave\n   - **Role:** Warden\n2. Count heads\n").Document;

        var scenario = Assert.Single(plan.Scenarios);
        Assert.Equal(new SourceLines(9, 12), scenario.Source);
        Assert.Equal([new SourceLines(16, 17), new SourceLines(18, 18)], scenario.Steps().Select(step => step.Source));
        Assert.Equal("Warden", scenario.Steps().First().Role);
        Assert.Equal(["step/leave", "step/count-heads"], scenario.Steps().Select(step => step.Key));
    }

    [Theory]
    [InlineData("## Systems\n\n### Shop\n\n- **Colour:** red\n", 11, "- **Colour:** red")]
    [InlineData("## Systems\n\n### Shop\n\nA paragraph that somebody added.\n", 11, "A paragraph that somebody added.")]
    [InlineData("## Impact tiers\n\n### One\n\n- **RTO:** soon\n", 11, "- **RTO:** soon")]
    [InlineData("## Impact tiers\n\n| Name | RTO |\n| --- | --- |\n| One | soon |\n", 11, "| One | soon |")]
    [InlineData("## Systems\n\n### Shop\n\n- **Region:** here\n- **Region:** there\n", 12, "- **Region:** there")]
    [InlineData("## On-call rotations\n\n### R\n\n- **Stand-ins:** somebody\n", 11, "- **Stand-ins:** somebody")]
    [InlineData("## Backup policies\n\n### B\n\n- **Commands:** dump\n", 11, "- **Commands:** dump")]
    [InlineData("## Recipes\n\nTwo eggs.\n", 7, "## Recipes\n\nTwo eggs.")]
    [InlineData("Hello\n", 7, "Hello")]
    public void What_fits_no_field_becomes_a_note_and_a_warning_with_its_line(string edited, int line, string text)
    {
        var read = Read(edited);

        Assert.Equal((text, line), (Assert.Single(read.Document.Notes).Text, read.Document.Notes[0].Source!.First));
        Assert.StartsWith($"Line {line}:", Assert.Single(read.Warnings), StringComparison.Ordinal);
        Assert.True(read.Understood < 1);
    }

    [Fact]
    public void A_column_that_somebody_added_is_not_lost()
    {
        var read = Read("## Systems\n\n| Name | Colour |\n| --- | --- |\n| Shop | red |\n");

        Assert.Equal("Shop", Assert.Single(read.Document.Systems).Name);
        Assert.Contains(read.Document.Notes, note => note.Text.Contains("| Shop | red |", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("4 hours", 240)]
    [InlineData("90 min", 90)]
    [InlineData("1h 30m", 90)]
    [InlineData("0 min", 0)]
    public void A_duration_is_read_as_people_write_it(string said, double minutes) =>
        Assert.Equal(minutes, Assert.Single(Read($"## Impact tiers\n\n### One\n\n- **RTO:** {said}\n").Document.Tiers).RtoMinutes);

    [Fact]
    public void Markup_in_a_value_stays_as_it_was_written()
    {
        var plan = Read("## Scenarios\n\n### Flood\n\n- **Description:** See [the map](https://example.org/map) and **leave**.\n\n1. Run `pump --on`\n").Document;

        Assert.Equal("See [the map](https://example.org/map) and **leave**.", plan.Scenarios[0].Description);
        Assert.Equal("Run `pump --on`", Assert.Single(plan.Scenarios[0].Steps()).Text);
    }

    [Fact]
    public void A_key_that_was_copied_with_its_entry_is_told_and_made_new()
    {
        var read = Read("## Systems\n\n### Shop <!-- key: system/s -->\n\n### Stock <!-- key: system/s -->\n");

        Assert.Equal(["system/s", "system/s-2"], read.Document.Systems.Select(system => system.Key));
        Assert.Contains("system/s-2", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("next")]
    public void A_version_that_this_console_does_not_know_is_read_like_any_document(string version)
    {
        var read = PlanImporter.Import("plan.md", $"---\ndrconsole-plan: {version}\n---\n\n{SmallPlan.Text}");

        Assert.Single(read.Document.Scenarios);
        Assert.Contains(read.Warnings, warning => warning.Contains($"“{version}”", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("## Scenarios\n\n1. A step of nothing\n")]
    [InlineData("## Scenarios\n\n#### A phase of nothing\n\n1. Step\n")]
    [InlineData("###\n\n####\n\n- **:**\n\n|\n|-|\n|\n")]
    [InlineData("## Rotations\n\n## On-call rotations\n\n### R\n\n- **Stand-ins:**\n\n  | From |\n  | --- |\n  | 2026-01-01T00:00 |\n")]
    [InlineData("# Another title\n\n## Notes\n\n### *Note*\n\n- **Text:**\n  ```text\n  never closed\n")]
    [InlineData("## Tests and duties\n\n### Drill\n\n- **Kind:** dancing\n")]
    [InlineData("## Escalation levels\n\n| Level |\n| --- |\n| 1 |\n")]
    public void Broken_structure_never_fails_and_never_loses_a_word(string edited)
    {
        var read = Read(edited);

        var kept = PlanMarkdown.Write(read.Document);
        Assert.All(edited.Split(' ', '\n', '|', '#', '-', '*', '`', ':').Where(word => word.Length > 3 && word.All(char.IsLetter) && word is not ("text" or "Note" or "Text")),
            word => Assert.Contains(word, kept, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_label_with_nothing_behind_it_says_nothing()
    {
        var read = Read("## Procedures\n\n### P\n\n1. Step\n   - **Dangerous:**\n   - **Estimate:**\n   - **Refers to:**\n   - **Role:**\n");

        var step = Assert.Single(Assert.Single(read.Document.Procedures).Steps);
        Assert.Equal((false, null, null, 0), (step.Dangerous, step.Minutes, step.Role, step.RefersTo.Count));
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void A_torn_export_is_read_as_far_as_it_goes()
    {
        var written = PlanMarkdown.Write(PlanImporter.Import("plan.md", SmallPlan.Text).Document);

        for (var length = 30; length < written.Length; length += 7)
        {
            Assert.NotNull(PlanImporter.Import("plan.md", written[..length]).Document);
        }
    }

    private static ImportedPlan Read(string body) => PlanImporter.Import("plan.md", Head + body);
}
