using DrConsole.Backups.Wal;
using DrConsole.Reports;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Reports;

public sealed class WalGapMetricTests(PostgresServer postgres)
{
    [Fact]
    public async Task Holes_in_the_shipped_log_are_counted_and_a_policy_that_ships_none_has_no_sample()
    {
        await using var console = await TestConsole.CreateAsync(postgres);
        var seed = new BackupSeed(console);
        var store = await seed.StoreAsync("near");
        var (holed, whole) = (await seed.PolicyAsync("holed"), await seed.PolicyAsync("whole"));
        await seed.PolicyAsync("none");
        foreach (var (policy, segment) in new[] { (holed, "FE"), (holed, "FF"), (holed, "00"), (holed, "02"), (whole, "FE"), (whole, "FF"), (whole, "00.partial") })
        {
            var log = segment.StartsWith('F') ? 0 : 1;
            await seed.AddAsync(new WalSegment { PolicyId = policy, Name = $"000000010000000{log}000000{segment}", SystemIdentifier = "1", Timeline = 1, ShippedAt = DateTimeOffset.UnixEpoch, CoversUntil = DateTimeOffset.UnixEpoch, StoreIds = [store] }, row => row.Name);
        }

        var text = await console.Get<BackupMetrics>().WriteAsync(TestContext.Current.CancellationToken);

        var samples = text.Split('\n').Where(line => line.StartsWith("drc_wal_gap_total", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(["drc_wal_gap_total{policy=\"holed\",system=\"Orders\"} 1", "drc_wal_gap_total{policy=\"whole\",system=\"Orders\"} 0"], samples);
    }
}
