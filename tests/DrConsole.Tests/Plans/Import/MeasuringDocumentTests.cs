using System.Text.Json;
using DrConsole.Cli.Plans;
using DrConsole.Plans.Import;

namespace DrConsole.Tests.Plans.Import;

/// <summary>Plans of many languages and forms that others wrote, with what they state: the importer must not understand less of one than it does.</summary>
public sealed class MeasuringDocumentTests
{
    private const double Floor = 0.97;

    public static TheoryData<string> Documents => [.. Fixture.Measured];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_measuring_document_is_understood_as_it_was(string name)
    {
        var score = ScoreOf(name, Fixture.Text(name + ".md", "Documents."));

        Assert.True(score.Required > 15, $"{name} asks too little");
        Assert.True(score.Recall >= Floor && score.Precision >= Floor, $"{name}: recall {score.Recall:0.000} precision {score.Precision:0.000}\n{string.Join('\n', score.Remarks)}");
    }

    [Fact]
    public void The_comparison_tells_what_is_missing_wrong_and_invented()
    {
        var expected = JsonDocument.Parse("""{"objectives":[{"scope":"Shop","rto_minutes":60,"rpo_minutes":null,"line":3},{"scope":"Ledger","rto_minutes":30,"rpo_minutes":null,"line":20}],"tests":[{"name":"Drill","frequency":"yearly","line":40,"optional":true}]}""").RootElement;
        var actual = JsonDocument.Parse("""{"objectives":[{"scope":"Shop","rto_minutes":60,"rpo_minutes":null,"line":3},{"scope":"Ledger","rto_minutes":99,"rpo_minutes":null,"line":20},{"scope":"Queue","rto_minutes":1,"line":70}],"tests":[]}""").RootElement;

        var score = Agreement.Of(expected, actual);

        Assert.Equal((1, 2, 1), (score.Found, score.Required, score.Invented));
    }

    [Fact]
    public void A_document_that_lost_a_chapter_scores_less()
    {
        var text = Fixture.Text("ja-game-operator.md", "Documents.");
        var cut = text[..text.IndexOf("## 4.", StringComparison.Ordinal)];

        Assert.InRange(ScoreOf("ja-game-operator", cut).Recall, 0.2, 0.8);
    }

    private static Score ScoreOf(string name, string text)
    {
        using var expected = JsonDocument.Parse(Fixture.Text(name + ".expected.json", "Documents."));
        using var actual = JsonDocument.Parse(PlanInspection.Json(PlanImporter.Import(name + ".md", text)));
        return Agreement.Of(expected.RootElement, actual.RootElement);
    }
}
