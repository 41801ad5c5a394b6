using DrConsole.Tests.Support;
using DrConsole.Web.Shell;

namespace DrConsole.Tests.Shell;

public sealed class ShellPartsTests
{
    [Theory]
    [InlineData(0, "0 min")]
    [InlineData(0.5, "30 s")]
    [InlineData(45, "45 min")]
    [InlineData(90, "1 h 30 min")]
    [InlineData(1440, "24 h")]
    [InlineData(4320, "3 days")]
    [InlineData(4380, "3 days 1 h")]
    public void A_duration_is_said_in_words(double minutes, string words) => Assert.Equal(words, Durations.Say(minutes));

    [Fact]
    public void A_window_without_an_end_is_open() => Assert.Equal("from 4 h", Durations.Window(240, null));

    [Fact]
    public async Task An_instant_is_shown_in_utc_with_its_zone()
    {
        var html = await Rendered.HtmlAsync<Instant>(new Dictionary<string, object?> { ["Of"] = new DateTimeOffset(2026, 11, 21, 9, 12, 0, TimeSpan.FromHours(2)) });

        Assert.Contains("2026-11-21 07:12 UTC", html);
        Assert.Contains("datetime=\"2026-11-21T07:12:00", html);
    }

    [Fact]
    public async Task A_passed_deadline_says_by_how_much()
    {
        var at = new DateTimeOffset(2026, 11, 21, 7, 0, 0, TimeSpan.Zero);

        var html = await Rendered.HtmlAsync<Elapsed>(new Dictionary<string, object?> { ["Until"] = at, ["StoppedAt"] = at.AddMinutes(65) });

        Assert.Contains("over by 1:05:00", html);
        Assert.Contains("data-over", html);
        Assert.Contains("data-stopped", html);
    }

    [Fact]
    public async Task A_state_is_text_and_shape_beside_its_colour()
    {
        var badge = await Rendered.DocumentAsync<StateBadge>(new Dictionary<string, object?> { ["Text"] = "Failed", ["Tone"] = Tone.Danger, ["Mark"] = Mark.Cross });

        Assert.Equal("Failed", badge.Body!.TextContent);
        Assert.NotNull(badge.QuerySelector("svg[aria-hidden=true]"));
    }

    [Theory]
    [InlineData("https://wiki.example", true)]
    [InlineData("mailto:desk@example.com", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("//elsewhere.example", false)]
    [InlineData("relative.md", false)]
    public void Only_web_and_mail_addresses_become_links(string address, bool safe) => Assert.Equal(safe, SafeAddress.Is(address));

    [Theory]
    [InlineData("[a](javascript:alert(1))", "<a")]
    [InlineData("<javascript:alert(1)>", "<a")]
    [InlineData("![a](https://elsewhere.example/a.png)", "<img")]
    [InlineData("<b onclick=x>a</b>", "<b")]
    [InlineData("# Heading", "<h1")]
    [InlineData("|a|\n|:-:|\n|b|", "style")]
    [InlineData("text {onclick=alert(1)}", "<p onclick")]
    public void A_document_cannot_bring_its_own_markup(string text, string forbidden) =>
        Assert.DoesNotContain(forbidden, SafeMarkdown.ToHtml(text), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task A_failed_refresh_keeps_the_rows_and_says_that_they_may_be_old()
    {
        var state = await new Load<string>(["row"]).RefreshAsync(
            static _ => throw new TimeoutException(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TestContext.Current.CancellationToken);

        Assert.Equal(["row"], state.Items);
        Assert.NotNull(state.Failure);
    }
}
