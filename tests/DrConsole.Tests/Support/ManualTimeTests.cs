namespace DrConsole.Tests.Support;

public sealed class ManualTimeTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void It_stands_still_until_it_is_moved()
    {
        var before = _time.GetUtcNow();

        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(before.AddMinutes(5), _time.GetUtcNow());
    }

    [Fact]
    public void Elapsed_time_follows_the_clock()
    {
        var started = _time.GetTimestamp();

        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(TimeSpan.FromSeconds(90), _time.GetElapsedTime(started));
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_time_and_see_that_time()
    {
        var start = _time.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        using var late = Timer("late", TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        using var often = Timer("often", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));

        _time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(
            [("often", TimeSpan.FromMinutes(1)), ("late", TimeSpan.FromMinutes(3)), ("often", TimeSpan.FromMinutes(3))],
            fired.OrderBy(firing => firing.At).ThenBy(firing => firing.Name, StringComparer.Ordinal));

        ITimer Timer(string name, TimeSpan due, TimeSpan period) =>
            _time.CreateTimer(_ => fired.Add((name, _time.GetUtcNow() - start)), null, due, period);
    }

    [Fact]
    public void A_disposed_timer_never_fires()
    {
        var timer = _time.CreateTimer(_ => Assert.Fail("It fired."), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();

        _time.Advance(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Moving_the_clock_back_fires_nothing()
    {
        using var timer = _time.CreateTimer(_ => Assert.Fail("It fired."), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _time.MoveTo(_time.GetUtcNow().AddHours(-1));
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_passes_it()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));
        await delay.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
