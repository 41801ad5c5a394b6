using DrConsole.Plans.Doctor;
using DrConsole.Plans.Edit;

namespace DrConsole.Tests.Plans.Doctor;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("Daily at 2:00 AM UTC", 1440.0)]
    [InlineData("Every 6 hours", 360.0)]
    [InlineData("Continuously (every 15 minutes)", 15.0)]
    [InlineData("every Sunday at 1:00 AM", 10080.0)]
    [InlineData("wöchentlich", 10080.0)]
    [InlineData("toutes les heures", 60.0)]
    [InlineData("毎日", 1440.0)]
    [InlineData("0 2 * * *", 1440.0)]
    [InlineData("jeden Sonntag", 10080.0)]
    [InlineData("tous les six mois", 263520.0)]
    [InlineData("laufend", 0.0)]
    [InlineData("Before major deployments", null)]
    [InlineData("", null)]
    public void Words_that_say_how_often_are_minutes(string words, double? minutes) => Assert.Equal(minutes, Interval.InWords(words));

    [Theory]
    [InlineData("0 2 * * *", 1440.0)]
    [InlineData("*/15 * * * *", 15.0)]
    [InlineData("0 8-18 * * 1-5", 3720.0)]
    [InlineData("0 0 1 * *", 44640.0)]
    [InlineData("0 0 13 * FRI", 10080.0)]
    [InlineData("61 0 * * *", null)]
    [InlineData("0 0 31 2 *", null)]
    [InlineData("a b c d e", null)]
    public void A_schedule_s_longest_gap_is_what_can_be_lost(string cron, double? minutes) => Assert.Equal(minutes, CronSchedule.LongestGap(cron));
}
