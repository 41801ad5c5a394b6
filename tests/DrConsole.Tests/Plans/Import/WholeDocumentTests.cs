using System.Collections;
using System.Text.RegularExpressions;
using DrConsole.Plans;
using DrConsole.Plans.Import;

namespace DrConsole.Tests.Plans.Import;

public sealed partial class WholeDocumentTests
{
    public static TheoryData<string> Fixtures => [.. Fixture.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Nothing_is_lost(string name) => AssertNothingIsLost(Fixture.Text(name));

    public static TheoryData<string> Measured => [.. Fixture.Measured];

    [Theory]
    [MemberData(nameof(Measured))]
    public void Nothing_is_lost_of_a_measuring_document(string name) => AssertNothingIsLost(Fixture.Text(name + ".md", "Documents."));

    [Theory]
    [MemberData(nameof(Measured))]
    public void A_measuring_document_that_ends_anywhere_is_imported(string name)
    {
        var text = Fixture.Text(name + ".md", "Documents.");
        for (var length = 97; length < text.Length; length += 211)
        {
            Assert.NotNull(PlanImporter.Import(name, text[..length]));
        }
    }

    [Theory]
    [InlineData("Only prose.\n\nAnd more of it.\n")]
    [InlineData("# T\n\n1. a\n   - b\n     - c\n       text\n\n       more\n2. d\n")]
    [InlineData("# T\n\n> quote\n> - in it\n\n```\ncode\n\ncode\n```\n\n    indented\n")]
    [InlineData("# T\n\n| a | b |\n|---|---|\n| c | d |\nlazy row\n\n[ref]: http://example.org\n")]
    [InlineData("# T\n\n<details>\n<summary>More</summary>\n\ninside\n\n</details>\n\n<!-- hidden\n\nstill hidden -->\n")]
    [InlineData("---\nkey: value\nlist:\n  - a\n---\n\ntext\n***\n## Contacts\n- nobody\n- Lead: desk@x.example\n")]
    [InlineData("## Backups\n- Frequency: daily\nlazy\n**Label:**\n- x\n## Escalation\n- no level here\n")]
    public void Nothing_is_lost_in_odd_text(string text) => AssertNothingIsLost(text);

    [Fact]
    public void Nothing_is_lost_when_lines_come_in_any_order()
    {
        // A row of an HTML table that comes first is its head, and so structure: shuffled rows would say nothing.
        var lines = Fixture.Names.SelectMany(name => Fixture.Text(name).Split('\n')).Where(line => !line.TrimStart().StartsWith('<')).ToArray();
        var random = new Random(20260301);
        for (var round = 0; round < 60; round++)
        {
            random.Shuffle(lines);
            AssertNothingIsLost(string.Join('\n', lines.Take(120)));
        }
    }

    [Fact]
    public void A_mangled_plan_is_imported_or_refused_and_never_breaks_the_importer()
    {
        const string Marks = "#*_-|>`[]()<>:：、\n\n\n 0123456789~=!\\{}$%\t•1.";
        var random = new Random(20260302);
        for (var round = 0; round < 400; round++)
        {
            var text = new System.Text.StringBuilder(Fixture.Text(Fixture.Names[round % Fixture.Names.Length]));
            for (var change = 0; change < 1 + (round % 60) && text.Length > 80; change++)
            {
                var at = random.Next(text.Length - 40);
                switch (random.Next(3))
                {
                    case 0:
                        text.Remove(at, random.Next(12));
                        break;
                    case 1:
                        text.Insert(at, Marks[random.Next(Marks.Length)]);
                        break;
                    default:
                        text[at] = Marks[random.Next(Marks.Length)];
                        break;
                }
            }

            var imported = Record.Exception(() => PlanImporter.Import("plan.md", text.ToString()));
            Assert.True(imported is null or DrConsole.Platform.RefusedException, $"round {round}: {imported}\n{text}");
        }
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void The_same_text_gives_the_same_document(string name) =>
        Assert.Equal(Canonical.Of(Fixture.Import(name)), Canonical.Of(Fixture.Import(name)));

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Keys_are_unique(string name)
    {
        var keys = Items(Fixture.Import(name)).Select(item => item.Key).ToList();

        Assert.Equal(keys.Count, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Two_scenarios_of_one_name_get_keys_that_differ()
    {
        var plan = Fixture.Read("# T\n\n## Scenarios\n\n### Power loss\n\n1. a\n\n### Power loss\n\n1. b\n");

        Assert.Equal(["scenario/power-loss", "scenario/power-loss-2"], plan.Scenarios.Select(scenario => scenario.Key));
    }

    [Fact]
    public void A_plan_of_seventy_kilobytes_is_read_whole()
    {
        var one = Fixture.Text("notfallplan.md");
        var text = string.Join("\n\n", Enumerable.Repeat(one, (70_000 / one.Length) + 1));

        var plan = Fixture.Read(text);

        Assert.Equal(2 * ((70_000 / one.Length) + 1), plan.Scenarios.Count);
    }

    private static void AssertNothingIsLost(string text)
    {
        var imported = PlanImporter.Import("plan.md", text);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var kept = new HashSet<int>(Items(imported.Document).SelectMany(item => item.MoreSources.Append(item.Source)).OfType<SourceLines>().SelectMany(source => Enumerable.Range(source.First, source.Last - source.First + 1)));
        kept.UnionWith(Meta(imported.Document, lines));
        var lost = Enumerable.Range(1, lines.Length).Where(line => SourceText.Speaks(lines[line - 1]) && !kept.Contains(line) && !IsTableHead(lines, line)).Select(line => lines[line - 1]);

        Assert.Empty(lost);
        Assert.InRange(imported.Understood, 0, 1);
    }

    // The names of columns and the markup of a table are structure, like the marks of a list.
    private static bool IsTableHead(string[] lines, int line)
    {
        var text = lines[line - 1].Trim();
        return text.StartsWith('<')
            ? text.Contains("<th>", StringComparison.Ordinal) || !HtmlMarks.Speaks(text) || lines[Math.Max(0, line - 2)].Contains("<table", StringComparison.Ordinal)
            : line < lines.Length && lines[line].Contains('-', StringComparison.Ordinal) && lines[line].Contains('|', StringComparison.Ordinal) && lines[line].All(c => c is '|' or '-' or ':' or ' ');
    }

    // Title, owner, dates and summary are fields, not items: their lines are found by what they say.
    private static IEnumerable<int> Meta(PlanDocument document, string[] lines)
    {
        var meta = document.Meta;
        string?[] said = [meta.Version, meta.Owner, meta.LastUpdatedRaw, meta.NextReviewRaw, meta.Title, meta.Approver, meta.Classification, meta.ReviewCadence];
        return Enumerable.Range(1, lines.Length).Where(line =>
            said.Any(value => value is not null && lines[line - 1].Contains(value, StringComparison.Ordinal))
            || (meta.Summary is { } summary && Bare(Target().Replace(lines[line - 1], "")) is { Length: > 0 } bare && Bare(summary).Contains(bare, StringComparison.Ordinal)));
    }

    // Where a link leads is not among the words of a summary.
    [GeneratedRegex("\\]\\([^)]*\\)", RegexOptions.None, 1000)]
    private static partial Regex Target();

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static IEnumerable<PlanItem> Items(PlanDocument document) =>
        typeof(PlanDocument).GetProperties().Select(property => property.GetValue(document)).OfType<IEnumerable>().SelectMany(list => list.OfType<PlanItem>())
            .Concat(document.Scenarios.SelectMany(scenario => scenario.Steps())).Concat(document.Procedures.SelectMany(procedure => procedure.Steps))
            .Concat(document.Backups.SelectMany(backup => backup.Commands).Select(command => new PlanNote { Key = command.Title + command.Source, Source = command.Source, Text = command.Text }));
}
