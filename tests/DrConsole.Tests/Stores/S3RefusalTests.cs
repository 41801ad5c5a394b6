using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Stores.S3;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

/// <summary>Servers that say no: the fault names cause and cure, and no secret.</summary>
public sealed class S3RefusalTests(CephServer ceph)
{
    private const string Key = "drc/v1/b/orders/1/data";
    private const string Wrong = "a-secret-that-must-not-be-seen";
    private static readonly S3Patience Impatient = new() { FirstDelay = TimeSpan.FromMilliseconds(10), Deadline = TimeSpan.FromSeconds(1) };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_secret_is_said_and_not_shown()
    {
        await using var store = new S3Store(await ceph.CreateBucketAsync(), ceph.Credentials with { SecretAccessKey = new SecretText(Wrong) }, TimeProvider.System, Impatient);

        foreach (var attempt in (Func<Task>[])[() => store.FindAsync(Key, Ct), () => store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct), () => store.ReadAsync(Key, null, Ct), () => store.ProbeAsync(Ct)])
        {
            var fault = await Assert.ThrowsAsync<StoreException>(attempt);
            Assert.Equal(StoreFault.Denied, fault.Fault);
            Assert.Contains("the secret key does not belong to the access key", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Wrong, fault.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_access_key_is_said()
    {
        await using var store = new S3Store(await ceph.CreateBucketAsync(), ceph.Credentials with { AccessKeyId = "nobody" }, TimeProvider.System, Impatient);

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.FindAsync(Key, Ct));

        Assert.Equal(StoreFault.Denied, fault.Fault);
        Assert.Contains("is not known there", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_is_gone_is_said_and_is_no_empty_store()
    {
        var address = await ceph.CreateBucketAsync() with { Bucket = "gone-since-yesterday" };
        await using var store = new S3Store(address, ceph.Credentials, TimeProvider.System, Impatient);

        foreach (var attempt in (Func<Task>[])
                 [() => store.FindAsync(Key, Ct), () => store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct), () => store.ReadAsync(Key, null, Ct), () => store.KeysAsync("", Ct), () => store.DeleteAsync(Key, Ct), () => store.ProbeAsync(Ct)])
        {
            var fault = await Assert.ThrowsAsync<StoreException>(attempt);
            Assert.Equal(StoreFault.Missing, fault.Fault);
            Assert.Contains("The bucket gone-since-yesterday is not there", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Credentials_that_are_revoked_in_the_middle_of_an_upload_end_it_at_once()
    {
        var credentials = new StoreCredentials("revoked", new SecretText("revokedsecret"));
        await ceph.AdministerAsync("user", "create", "--uid=revoked", "--display-name=revoked", "--access-key=revoked", "--secret-key=revokedsecret");
        await using var store = new S3Store(await ceph.CreateBucketAsync(credentials: credentials), credentials, TimeProvider.System, Impatient);
        await using var upload = await store.BeginUploadAsync(Key, WriteOptions.Plain, Ct);
        await upload.SendAsync(Parts.Of(1), Ct);
        await upload.SendAsync(Parts.Of(2), Ct);

        await ceph.AdministerAsync("user", "suspend", "--uid=revoked");

        var fault = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            for (var index = 3; index < 20; index++)
            {
                await upload.SendAsync(Parts.Of(index), Ct);
            }

            await upload.CompleteAsync(Ct);
        });
        Assert.Equal(StoreFault.Denied, fault.Fault);
    }

    [Fact]
    public async Task Clocks_that_differ_are_named_with_both_times()
    {
        await using var ahead = new CephServer();
        await ahead.StartAsync(new Dictionary<string, string> { ["CEPH_CLOCK"] = "1500" });
        var address = new S3Address("any", "", await ahead.StartAsync(), "us-east-1", PathStyle: true);
        await using var store = new S3Store(address, ahead.Credentials, TimeProvider.System, Impatient);

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct));

        Assert.Equal(StoreFault.ClockSkew, fault.Fault);
        Assert.Contains("differ by 25 minutes", fault.Message, StringComparison.Ordinal);
        Assert.Equal(StoreFault.ClockSkew, (await Assert.ThrowsAsync<StoreException>(() => store.FindAsync(Key, Ct))).Fault); // nothing was set right behind our backs
    }
}
