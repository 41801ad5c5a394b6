using System.Text;
using DrConsole.Plans.Import;
using DrConsole.Platform;

namespace DrConsole.Tests.Plans.Import;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t\n")]
    [InlineData("\uFEFF\n")]
    public void An_empty_document_is_refused(string text) => Assert.Equal("plan_empty", Refusal(text));

    [Fact]
    public void Five_megabytes_are_refused() => Assert.Equal("plan_too_large", Refusal(new string('a', 5 * 1024 * 1024)));

    [Fact]
    public void Five_megabytes_of_bytes_are_refused_before_they_are_decoded() =>
        Assert.Equal("plan_too_large", Assert.Throws<RefusedException>(() => PlanImporter.Import("a", new byte[5 * 1024 * 1024])).Code);

    [Fact]
    public void A_binary_file_is_refused()
    {
        var bytes = Enumerable.Range(0, 4096).Select(i => (byte)(i * 37)).ToArray();

        Assert.Equal("plan_not_text", Assert.Throws<RefusedException>(() => PlanImporter.Import("a.png", bytes)).Code);
    }

    [Theory]
    [InlineData(">")]
    [InlineData("> ")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("- ")]
    [InlineData("1. ")]
    public void Deep_nesting_in_one_line_is_refused(string mark) =>
        Assert.Equal("plan_too_deep", Refusal(string.Concat(Enumerable.Repeat(mark, 100_000)) + "x"));

    [Fact]
    public void Lists_nested_a_thousand_deep_are_refused()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 1000; i++)
        {
            text.Append(' ', i * 2).Append("- item\n");
        }

        Assert.Equal("plan_too_deep", Refusal(text.ToString()));
    }

    [Theory]
    [InlineData("*a **b ")]
    [InlineData("_*`")]
    [InlineData("<b><i>")]
    [InlineData("| a ")]
    [InlineData("(")]
    [InlineData("`")]
    [InlineData("\\")]
    [InlineData("a: ")]
    public void Odd_but_flat_text_is_taken_as_it_is(string piece) =>
        Assert.NotNull(PlanImporter.Import("a.md", "# T\n\n" + string.Concat(Enumerable.Repeat(piece, 2000))));

    [Fact]
    public void Nul_characters_are_removed_with_a_warning_that_names_the_line()
    {
        var plan = PlanImporter.Import("a.md", "# Pl\0an\n\nText\n");

        Assert.Equal("Plan", plan.Document.Meta.Title);
        Assert.Contains(plan.Warnings, warning => warning.Contains("NUL", StringComparison.Ordinal) && warning.Contains("line 1", StringComparison.Ordinal));
    }

    [Fact]
    public void Lone_surrogates_and_invalid_bytes_are_replaced_with_a_warning()
    {
        var fromText = PlanImporter.Import("a.md", "# Plan\n\na \uD800 b\n");
        var fromBytes = PlanImporter.Import("a.md", [.. "# Plan\n\na "u8, 0xFF, .. " b\n"u8]);

        Assert.Contains("line 3", Assert.Single(fromText.Warnings), StringComparison.Ordinal);
        Assert.Contains("line 3", Assert.Single(fromBytes.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain('\uD800', fromText.Document.Meta.Summary!);
    }

    [Fact]
    public void Direction_overrides_are_removed_with_a_warning()
    {
        var plan = PlanImporter.Import("a.md", "# Plan\n\n- [ ] delete \u202Ednuof\u2066\n");

        Assert.Equal("delete dnuof", Assert.Single(Assert.Single(plan.Document.Checklists).Items));
        Assert.Contains("direction", Assert.Single(plan.Warnings), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_make_no_difference()
    {
        var text = Fixture.Text("notfallplan.md");

        var unix = PlanImporter.Import("a.md", text).Document;
        var windows = PlanImporter.Import("a.md", Encoding.UTF8.GetBytes("\uFEFF" + text.ReplaceLineEndings("\r\n"))).Document;
        var old = PlanImporter.Import("a.md", text.ReplaceLineEndings("\r")).Document;

        Assert.Equal(Canonical.Of(unix), Canonical.Of(windows));
        Assert.Equal(Canonical.Of(unix), Canonical.Of(old));
    }

    [Fact]
    public void Markup_stays_text()
    {
        var plan = Fixture.Read("# Plan\n\n## Checklist\n\n- [ ] Check <script>alert(1)</script> the log\n");

        Assert.Contains("<script>", Assert.Single(Assert.Single(plan.Checklists).Items), StringComparison.Ordinal);
    }

    private static string Refusal(string text) => Assert.Throws<RefusedException>(() => PlanImporter.Import("a.md", text)).Code;
}
