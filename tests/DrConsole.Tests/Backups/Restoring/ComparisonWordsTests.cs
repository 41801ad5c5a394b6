using DrConsole.Backups.Restoring;

namespace DrConsole.Tests.Backups.Restoring;

public sealed class ComparisonWordsTests
{
    [Theory]
    [InlineData(0, "Nothing was compared")]
    [InlineData(1, "The one compared part is exactly as it was.")]
    [InlineData(2, "All 2 compared parts are exactly as they were.")]
    public void What_was_not_compared_is_never_called_equal(int compared, string said) =>
        Assert.StartsWith(said, RestoreEngine.Words(new(compared, [], NotComparable: null)), StringComparison.Ordinal);
}
