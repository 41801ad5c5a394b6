using DrConsole.Reports;
using static DrConsole.Tests.Reports.Facts;

namespace DrConsole.Tests.Reports;

public sealed class RestoreEstimateTests
{
    [Fact]
    public void Nothing_measured_is_no_estimate()
    {
        Assert.Null(RestoreEstimate.Of([], 1_000_000));
        Assert.Null(RestoreEstimate.Of([new(Now, 1_000_000, [])], 1_000_000));
    }

    [Fact]
    public void The_newest_restore_is_shown_by_part_and_grows_with_the_data()
    {
        var estimate = RestoreEstimate.Of([Restore(TimeSpan.FromDays(1), 10, 40, 10)], 2_000_000)!;

        Assert.Equal(["fetch and decrypt", "restore", "compare"], estimate.Parts.Select(part => part.Name));
        Assert.Equal(TimeSpan.FromSeconds(80), estimate.Parts[1].Today);
        Assert.Equal(TimeSpan.FromSeconds(40), estimate.Parts[1].Measured);
        Assert.Equal(TimeSpan.FromMinutes(2), estimate.Total);
        Assert.Equal(2, estimate.Growth);
    }

    [Fact]
    public void It_never_promises_less_than_was_measured()
    {
        Assert.Equal(TimeSpan.FromSeconds(60), RestoreEstimate.Of([Restore(TimeSpan.FromDays(1), 10, 40, 10)], 100)!.Total);
        Assert.Equal(TimeSpan.FromSeconds(60), RestoreEstimate.Of([Restore(TimeSpan.FromDays(1), 10, 40, 10)], null)!.Total);
    }

    [Fact]
    public void Half_and_most_come_from_the_last_restores()
    {
        var restores = Enumerable.Range(1, 20).Select(n => Restore(TimeSpan.FromDays(n), 0, n * 10, 0)).ToList();

        var estimate = RestoreEstimate.Of(restores, 1_000_000)!;

        Assert.Equal(TimeSpan.FromSeconds(100), estimate.Half);
        Assert.Equal(TimeSpan.FromSeconds(190), estimate.Most);
        Assert.Equal(TimeSpan.FromSeconds(10), estimate.Total);
        Assert.Equal(20, estimate.Count);
    }
}
