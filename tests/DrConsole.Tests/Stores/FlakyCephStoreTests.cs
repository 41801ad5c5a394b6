using DrConsole.Stores;
using DrConsole.Stores.S3;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

/// <summary>All promises again, over a way on which every third request fails: answered by 503, or carried out with its answer lost.</summary>
public sealed class FlakyCephStoreTests(CephServer ceph) : StoreContract
{
    private FaultProxy? _proxy;
    private int _requests;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _proxy!.DisposeAsync();
    }

    private protected override async Task<IBackupStore> OpenAsync()
    {
        var address = await ceph.CreateBucketAsync();
        _proxy = new FaultProxy(address.Endpoint!)
        {
            Fault = new()
            {
                LosesAnswer = _ => Interlocked.Increment(ref _requests) % 6 == 0,
                Answer = _ => Volatile.Read(ref _requests) % 6 == 3 ? ProxyFault.SlowDown : null,
            },
        };
        return new S3Store(address with { Endpoint = _proxy.Address }, ceph.Credentials, TimeProvider.System, new() { FirstDelay = TimeSpan.FromMilliseconds(5), Deadline = TimeSpan.FromSeconds(45) });
    }
}
