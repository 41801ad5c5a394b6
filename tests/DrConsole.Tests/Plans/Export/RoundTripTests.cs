using DrConsole.Demonstration;
using DrConsole.Plans;
using DrConsole.Plans.Export;
using DrConsole.Plans.Import;
using DrConsole.Plans.Schema;
using DrConsole.Tests.Plans.Import;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Plans.Export;

public sealed class RoundTripTests
{
    private const int Plans = 150;

    public static TheoryData<string> Fixtures => [.. Fixture.Names];

    [Fact]
    public void Any_plan_comes_back_from_its_Markdown_the_same()
    {
        for (var seed = 0; seed < Plans; seed++)
        {
            ComesBack(new GeneratedPlan(seed, 0.2 + (seed % 3 * 0.3)).Make(), $"Plan {seed}:");
        }
    }

    [Fact]
    public void Any_plan_comes_back_from_its_JSON_the_same()
    {
        for (var seed = 0; seed < Plans; seed++)
        {
            var plan = new GeneratedPlan(seed, 0.2 + (seed % 3 * 0.3)).Make();
            var json = PlanJson.Write(plan);
            var read = PlanImporter.Import("plan.json", json);

            SameContent.Holds(plan, read.Document, $"Plan {seed}:");
            Assert.Equal(json, PlanJson.Write(read.Document));
        }
    }

    [Fact]
    public void Every_field_of_the_schema_comes_back()
    {
        var content = PlanContent.Of(new GeneratedPlan(1, share: 1) { Least = 1 }.Make());
        var read = PlanContent.Of(PlanImporter.Import("plan.md", PlanMarkdown.Write(PlanContent.ToDocument(content))).Document);

        foreach (var kind in PlanSchema.TopKinds)
        {
            Assert.All(kind.Fields, field => Assert.NotNull(read[kind.List]?[0]?[field.Name]));
        }

        Assert.All(PlanSchema.Meta.Fields, field => Assert.NotNull(read["meta"]?[field.Name]));
        Assert.All(PlanSchema.Find("phase")!.Fields, field => Assert.NotNull(read["scenarios"]?[0]?["phases"]?[0]?[field.Name]));
        Assert.All(PlanSchema.Find("step")!.Fields, field => Assert.NotNull(read["procedures"]?[0]?["steps"]?[0]?[field.Name]));
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_plan_written_by_hand_comes_back(string name) => ComesBack(Fixture.Import(name), name);

    [Fact]
    public void The_demonstration_comes_back() => ComesBack(PlanImporter.Import("demo.md", DemonstrationPlan.Text()).Document, "demonstration");

    [Fact]
    public void The_acceptance_documents_come_back()
    {
        var seeds = Beside.Folder("seeds");
        if (seeds is null)
        {
            Assert.Skip("The acceptance documents do not stand beside this repository.");
        }

        foreach (var file in Directory.EnumerateFiles(seeds))
        {
            ComesBack(PlanImporter.Import(file, File.ReadAllBytes(file)).Document, Path.GetFileName(file));
        }
    }

    [Fact]
    public void No_two_fields_of_a_kind_have_one_label() =>
        Assert.All(MarkdownLayout.Chapters.Concat(PlanSchema.Kinds).Append(PlanSchema.Meta), kind =>
            Assert.Equal(kind.Fields.Count, kind.Fields.Select(field => field.Label).Distinct(StringComparer.OrdinalIgnoreCase).Count()));

    private static void ComesBack(PlanDocument plan, string what)
    {
        var written = PlanMarkdown.Write(plan);
        var read = PlanImporter.Import("plan.md", written);

        SameContent.Holds(plan, read.Document, what);
        Assert.Equal(written, PlanMarkdown.Write(read.Document));
        Assert.Equal((1.0, 0), (read.Understood, read.Warnings.Count));
    }
}
