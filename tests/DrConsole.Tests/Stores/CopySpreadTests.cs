using DrConsole.Stores;

namespace DrConsole.Tests.Stores;

public sealed class CopySpreadTests
{
    private static readonly StoreRow Bucket = Row("s3://backups?region=eu-central-1", "Frankfurt") with { Facts = new() { ProbedAt = default, HasObjectLock = true } };
    private static readonly StoreRow Disk = Row("file:///mnt/offsite?label=offsite-A", "Bank") with { IsRemovable = true };
    private static readonly StoreRow Folder = Row("file:///srv/backups", "Office");

    [Fact]
    public void Two_copies_on_two_media_at_two_sites_one_of_them_offline_keep_the_rule() => Assert.True(CopySpread.Of([Folder, Disk], isLocked: false).Holds);

    [Fact]
    public void A_bucket_counts_as_locked_only_when_what_is_written_gets_a_lock()
    {
        Assert.True(CopySpread.Of([Folder, Bucket], isLocked: true).Holds);
        Assert.Contains(CopySpread.Of([Folder, Bucket], isLocked: false).Missing, sentence => sentence.Contains("locked or offline", StringComparison.Ordinal));
        Assert.False(CopySpread.Of([Folder, Bucket with { Facts = null }], isLocked: true).HasLockedOrOffline);
    }

    [Fact]
    public void Two_directories_on_one_file_system_are_one_medium() => Assert.Equal(1, CopySpread.Of([Folder, Folder with { Url = "file:///srv/other" }], isLocked: false).Media);

    [Fact]
    public void Two_buckets_of_one_server_are_one_medium()
    {
        var own = Row("s3://first?endpoint=https%3A%2F%2Fs3.example&region=r", "Office");

        Assert.Equal(1, CopySpread.Of([own, own with { Url = "s3://second?endpoint=https%3A%2F%2Fs3.example&region=r" }], isLocked: false).Media);
    }

    [Fact]
    public void A_site_that_nobody_named_is_not_taken_for_another_one()
    {
        var spread = CopySpread.Of([Folder, Disk with { Site = null }], isLocked: false);

        Assert.Equal(1, spread.Sites);
        Assert.Contains(spread.Missing, sentence => sentence.Contains("say where each store stands", StringComparison.Ordinal));
    }

    [Fact]
    public void A_retired_store_counts_for_nothing() => Assert.Equal(1, CopySpread.Of([Folder, Disk with { RetiredAt = DateTimeOffset.UnixEpoch }], isLocked: false).Copies);

    private static StoreRow Row(string url, string? site) => new(Guid.CreateVersion7(), url, url, false, site, null, false, null, null, null, null, default, null, 0, 0);
}
