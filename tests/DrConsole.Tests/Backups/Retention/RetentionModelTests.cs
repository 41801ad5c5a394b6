namespace DrConsole.Tests.Backups.Retention;

public sealed class RetentionModelTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Whatever_happens_in_whatever_order_the_promises_hold(int seed)
    {
        var model = new RetentionModel(new Random(seed));
        for (var operation = 0; operation < 2500; operation++)
        {
            model.Step();
        }

        output.WriteLine($"seed {seed}: {model.Removed} copies removed");
        Assert.True(model.Removed > 50, "The model must remove something, or it checks nothing.");
    }
}
