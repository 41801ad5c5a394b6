using DrConsole.Plans.Compare;

namespace DrConsole.Tests.Plans.Compare;

public sealed class WordDiffTests
{
    [Theory]
    [InlineData("Restore the newest backup", "Restore the newest proven backup", "", "proven ")]
    [InlineData("Call the duty manager", "Call the database on-call", "duty manager", "database on-call")]
    [InlineData("RTO: 4 h", "RTO: 2 h", "4 ", "2 ")]
    [InlineData("復旧は四時間", "復旧は二時間", "四", "二")]
    [InlineData("same", "same", "", "")]
    [InlineData("", "all new", "", "all new")]
    public void The_words_that_only_one_side_has_are_marked(string before, string after, string removed, string added)
    {
        var (olds, news) = WordDiff.Between(before, after);

        Assert.Equal((before, after), (Whole(olds), Whole(news)));
        Assert.Equal((removed, added), (Marked(olds), Marked(news)));
    }

    [Fact]
    public void Of_texts_too_long_to_compare_all_is_marked_and_nothing_is_lost()
    {
        var (before, after) = (string.Concat(Enumerable.Repeat("a ", 2_000)), string.Concat(Enumerable.Repeat("a ", 2_001)));

        var (olds, news) = WordDiff.Between(before, after);

        Assert.Equal((before, after), (Marked(olds), Marked(news)));
    }

    private static string Whole(IEnumerable<TextPiece> pieces) => string.Concat(pieces.Select(piece => piece.Text));

    private static string Marked(IEnumerable<TextPiece> pieces) => Whole(pieces.Where(piece => piece.IsMarked));
}
