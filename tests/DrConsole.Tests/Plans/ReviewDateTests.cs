using DrConsole.Plans;

namespace DrConsole.Tests.Plans;

public sealed class ReviewDateTests
{
    private static readonly DateTimeOffset Published = new(2026, 11, 30, 23, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2027-06-01", "Monthly", null, "2027-06-01")]
    [InlineData("2027-06", null, null, "2027-06")]
    [InlineData(null, "Quarterly", null, "2027-02-28")]
    [InlineData(null, null, "Reviewed annually by the owner", "2027-11-30")]
    [InlineData(null, "Bi-annually", null, "2027-05-30")]
    [InlineData(null, "Every 90 days", null, "2027-02-28")]
    [InlineData(null, "vierteljährlich", null, "2027-02-28")]
    [InlineData(null, "每年", null, "2027-11-30")]
    [InlineData(null, "when needed", null, null)]
    [InlineData(null, null, null, null)]
    public void The_next_review_is_on_its_date_or_else_counted_from_the_publication(string? date, string? cadence, string? raw, string? expected) =>
        Assert.Equal(expected, ReviewDate.Next(new() { Title = "Plan", NextReview = date, ReviewCadence = cadence, NextReviewRaw = raw }, Published));

    [Fact]
    public void A_month_at_the_end_of_the_calendar_is_a_date_as_any_other() => Assert.Equal(new DateOnly(9999, 12, 31), ReviewDate.Due("9999-12"));
}
