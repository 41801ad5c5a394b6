using System.Text;
using DrConsole.Platform;
using DrConsole.Web.Plans;
using DrConsole.Web.Plans.Parts;
using DrConsole.Web.Shell;

namespace DrConsole.Tests.Plans;

public sealed class PlanRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData(null, Tone.Warning, "No review date")]
    [InlineData("Quarterly", Tone.Warning, "No review date")]
    [InlineData("2026-11-20", Tone.Danger, "overdue")]
    [InlineData("2026-11-21", Tone.Warning, "due")]
    [InlineData("2026-11", Tone.Warning, "due")]
    [InlineData("2026-10", Tone.Danger, "overdue")]
    [InlineData("2027-03-01", Tone.Good, "Next review")]
    public void A_review_is_judged_by_its_date(string? date, Tone tone, string words)
    {
        var state = ReviewState.Of(date, Today);

        Assert.Equal(tone, state.Tone);
        Assert.Contains(words, state.Text);
    }

    [Fact]
    public void A_scale_begins_at_zero_and_holds_the_largest_value()
    {
        var scale = LogScale.Upto(4320);

        Assert.Equal(0, scale.Position(0));
        Assert.Equal(1, scale.Position(10080), 6);
        Assert.InRange(scale.Position(4320), 0.8, 1);
        Assert.True(scale.Position(15) < scale.Position(60));
    }

    [Fact]
    public void A_scale_of_nothing_is_still_a_scale() => Assert.Equal([0, 5], LogScale.Upto(0).Marks);

    [Theory]
    [InlineData("scenario/a-b")]
    [InlineData("scenario/größe und mehr?")]
    [InlineData("other/x/y")]
    public void A_scenario_is_found_again_by_its_address(string key)
    {
        var plan = Support.PlanSamples.Empty() with { Scenarios = [Support.PlanSamples.Scenario() with { Key = key }] };
        var name = Uri.UnescapeDataString(PlanLinks.Scenario(Guid.Empty, key).Split("/scenarios/")[1]);

        Assert.Equal(key, PlanLinks.Find(plan, name)?.Key);
    }

    [Fact]
    public async Task A_file_that_is_no_text_is_refused_with_the_cure()
    {
        using var bytes = new MemoryStream([0x50, 0x4B, 0x03, 0x04, 0xFF, 0xFE, 0xC3, 0x28]);

        var refusal = await Assert.ThrowsAsync<RefusedException>(() => PlanUpload.ReadAsync(bytes, TestContext.Current.CancellationToken));

        Assert.Equal("plan_not_text", refusal.Code);
        Assert.Contains("UTF-8", refusal.Message);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_text()
    {
        using var bytes = new MemoryStream([.. Encoding.UTF8.GetPreamble(), .. "# Plan"u8]);

        Assert.Equal("# Plan", await PlanUpload.ReadAsync(bytes, TestContext.Current.CancellationToken));
    }
}
