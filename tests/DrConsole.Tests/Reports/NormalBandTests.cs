using DrConsole.Reports;

namespace DrConsole.Tests.Reports;

public sealed class NormalBandTests
{
    [Fact]
    public void Four_values_say_nothing_and_five_do()
    {
        Assert.Null(NormalBand.Of([1, 1, 1, 1]));
        Assert.NotNull(NormalBand.Of([1, 1, 1, 1, 1]));
    }

    [Fact]
    public void Three_deviations_from_the_median_are_usual()
    {
        var band = NormalBand.Of([90, 95, 100, 105, 110])!;

        Assert.Equal((100, 85, 115), (band.Median, band.Low, band.High));
        Assert.False(band.IsOutside(115));
        Assert.True(band.IsOutside(115.1));
        Assert.True(band.IsOutside(84.9));
    }

    [Fact]
    public void One_wild_value_does_not_widen_it()
    {
        Assert.True(NormalBand.Of([100, 101, 99, 100, 100_000])!.IsOutside(120));
    }

    [Fact]
    public void Values_that_never_differ_still_leave_a_little_room()
    {
        var band = NormalBand.Of([100, 100, 100, 100, 100])!;

        Assert.False(band.IsOutside(104));
        Assert.True(band.IsOutside(106));
    }

    [Fact]
    public void Half_of_the_usual_is_never_usual_however_much_the_history_varies()
    {
        Assert.True(NormalBand.Of([10, 60, 100, 140, 190])!.IsOutside(49));
    }
}
