using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

public sealed class CephStoreTests(CephServer ceph) : StoreContract
{
    private protected override async Task<IBackupStore> OpenAsync() => new StoreOpener(TimeProvider.System).Open(await ceph.CreateBucketAsync(), ceph.Credentials);
}
