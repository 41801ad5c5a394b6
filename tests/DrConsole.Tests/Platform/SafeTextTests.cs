using DrConsole.Platform;

namespace DrConsole.Tests.Platform;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("exe.\u202Egnp", "exe.\uFFFDgnp")]
    [InlineData("👩‍🚒 fire", "👩‍🚒 fire")]
    public void Only_what_cannot_be_kept_or_misleads_is_replaced(string text, string clean) => Assert.Equal(clean, SafeText.Clean(text));

    [Fact]
    public void A_lone_surrogate_is_replaced() => Assert.Equal("a\uFFFDb", SafeText.Clean("a\ud800b"));
}
