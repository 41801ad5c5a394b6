namespace DrConsole.Tests.Backups.Wal;

public sealed class WalRetentionModelTests(ITestOutputHelper output)
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
    public void Whatever_happens_in_whatever_order_kept_base_backups_recover_to_what_they_did_and_needless_log_goes_in_the_end(int seed)
    {
        var model = new WalRetentionModel(new Random(seed));
        for (var operation = 0; operation < 1500; operation++)
        {
            model.Step();
        }

        model.ComeToRest();
        output.WriteLine($"seed {seed}: {model.Removed} pieces removed");
        Assert.True(model.Removed > 100, "The model must remove something, or it checks nothing.");
    }
}
