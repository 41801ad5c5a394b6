using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

public sealed class FolderOnFullDiskTests
{
    private const string Key = "drc/v1/b/orders/1/data";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_disk_that_is_too_small_for_the_next_part_is_full_and_nothing_is_left()
    {
        await using var disk = await SmallDisk.MountAsync("12m");
        await using var store = Open(disk);
        await using (var upload = await store.BeginUploadAsync(Key, WriteOptions.Plain, Ct))
        {
            await upload.SendAsync(Parts.Of(1), Ct);

            var fault = await Assert.ThrowsAsync<StoreException>(async () =>
            {
                await upload.SendAsync(Parts.Of(2), Ct);
                await upload.CompleteAsync(Ct);
            });
            Assert.Equal(StoreFault.Full, fault.Fault);
        }

        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task A_disk_that_fills_up_below_our_feet_is_full_and_nothing_is_left()
    {
        await using var disk = await SmallDisk.MountAsync("4m");
        await using var store = Open(disk);

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.CreateAsync(Key, new byte[5 * 1024 * 1024], WriteOptions.Plain, Ct));

        Assert.Equal(StoreFault.Full, fault.Fault);
        Assert.Contains(disk.Path, fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task What_is_full_can_still_be_read_and_deleted()
    {
        await using var disk = await SmallDisk.MountAsync("4m");
        await using var store = Open(disk);
        await store.CreateAsync(Key, new byte[3 * 1024 * 1024], WriteOptions.Plain, Ct);
        await Assert.ThrowsAsync<StoreException>(() => store.CreateAsync("second", new byte[3 * 1024 * 1024], WriteOptions.Plain, Ct));

        Assert.Equal(3 * 1024 * 1024, (await store.ReadAllAsync(Key, Ct)).Length);
        await store.DeleteAsync(Key, Ct);

        Assert.True(await store.CreateAsync("second", new byte[3 * 1024 * 1024], WriteOptions.Plain, Ct));
    }

    [Fact]
    public async Task A_disk_that_is_mounted_read_only_says_so()
    {
        await using var disk = await SmallDisk.MountAsync("4m");
        await using var store = Open(disk);
        await store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct);
        await disk.RemountReadOnlyAsync();

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.CreateAsync("other", new byte[1], WriteOptions.Plain, Ct));

        Assert.Equal(StoreFault.Denied, fault.Fault);
        Assert.Contains("mounted read-only", fault.Message, StringComparison.Ordinal);
        Assert.Single(await store.ReadAllAsync(Key, Ct));
    }

    private static IBackupStore Open(SmallDisk disk) => new StoreOpener(TimeProvider.System).Open(new FolderAddress(disk.Path));
}
