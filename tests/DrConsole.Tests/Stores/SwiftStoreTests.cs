using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

public sealed class SwiftStoreTests(SwiftServer swift) : StoreContract
{
    private protected override bool IsConditional => false;

    [Fact]
    public async Task A_lock_that_is_taken_and_not_kept_is_a_fault()
    {
        var locked = new WriteOptions(TimeProvider.System.GetUtcNow().AddMinutes(1));

        var fault = await Assert.ThrowsAsync<StoreException>(() => Store.CreateAsync(Key, new byte[1], locked, Ct));

        Assert.Equal(StoreFault.Unsupported, fault.Fault);
    }

    [Fact]
    public async Task A_hold_that_the_server_does_not_know_is_refused_and_does_not_touch_the_backup()
    {
        await Store.CreateAsync(Key, new byte[] { 7 }, WriteOptions.Plain, Ct);

        var fault = await Assert.ThrowsAsync<StoreException>(() => Store.SetHoldAsync(Key, true, Ct));

        Assert.Equal(StoreFault.Unsupported, fault.Fault);
        Assert.Equal([7], await Store.ReadAllAsync(Key, Ct)); // this server takes the request for a write of the object
    }

    [Fact]
    public async Task A_probe_believes_no_answer_that_is_not_kept()
    {
        var facts = await Store.ProbeAsync(Ct);

        Assert.True(facts is { HasConditionalPut: false, HasObjectLock: false, HasLegalHold: false, HasVersions: false, ChecksChecksums: true, ListsUploads: true, HasUploadLifecycle: false });
        Assert.Contains(facts.Remarks, remark => remark.Contains("the console looks before and after each write", StringComparison.Ordinal));
        Assert.DoesNotContain(facts.Remarks, remark => remark.Contains("wrong secret", StringComparison.Ordinal));
    }

    private protected override async Task<IBackupStore> OpenAsync() => new StoreOpener(TimeProvider.System).Open(await swift.CreateBucketAsync(), swift.Credentials);
}
