using System.Text;
using DrConsole.Platform;

namespace DrConsole.Tests.Platform;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Members_stand_in_ordinal_order_without_white_space() =>
        Assert.Equal("{\"B\":1,\"a\":{\"c\":[1,2],\"d\":\"x\"}}", Text(new Dictionary<string, object>(StringComparer.Ordinal) { ["a"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["d"] = "x", ["c"] = new[] { 1, 2 } }, ["B"] = 1 }));

    [Fact]
    public void Letters_of_all_languages_stay_as_they_are() => Assert.Equal("{\"text\":\"Grüße 東京 <b>\"}", Text(new { text = "Grüße 東京 <b>" }));

    [Fact]
    public void The_same_value_gives_the_same_bytes() => Assert.Equal(Text(new { a = 1.5, b = true }), Text(new { b = true, a = 1.5 }));

    private static string Text<T>(T value) => Encoding.UTF8.GetString(CanonicalJson.Bytes(value));
}
