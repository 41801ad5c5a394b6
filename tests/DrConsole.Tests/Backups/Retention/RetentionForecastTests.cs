using DrConsole.Backups.Retention;
using DrConsole.Plans;
using static DrConsole.Tests.Backups.Retention.RetentionCases;

namespace DrConsole.Tests.Backups.Retention;

public sealed class RetentionForecastTests
{
    [Fact]
    public void Tells_which_points_will_exist_on_a_day_to_come()
    {
        var today = Case([DaysAgo(0.5), DaysAgo(1.5)], new(RetentionKind.Daily, 7), new(RetentionKind.Weekly, 4), new(RetentionKind.Monthly, 12), new(RetentionKind.Yearly, 5));

        var plan = RetentionForecast.At(today, [StoreA], Daily, Now.AddDays(800));

        // 2029-02-03: seven days (two of them the newest of their weeks, two of their months), two more weeks, ten more months, 2027 and 2026.
        Assert.Equal(7 + 2 + 10 + 2, plan.Kept().Count);
        Assert.Empty(plan.Stops);
    }

    [Fact]
    public void What_is_in_its_grace_still_exists()
    {
        var plan = RetentionForecast.At(Case([], new RetentionRule(RetentionKind.Daily, 3)), [StoreA, StoreB], Daily, Now.AddDays(100));

        Assert.Equal(3, plan.Kept(StoreB).Count);
        Assert.InRange(plan.Copies.Count(copy => copy.StoreId == StoreA), 10, 11);
    }

    private static IEnumerable<DateTimeOffset> Daily(DateTimeOffset after, DateTimeOffset until)
    {
        for (var day = new DateTimeOffset(after.UtcDateTime.Date, TimeSpan.Zero).AddHours(2); day <= until; day = day.AddDays(1))
        {
            if (day > after)
            {
                yield return day;
            }
        }
    }
}
