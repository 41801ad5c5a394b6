using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

public sealed class SwiftStoreTests(SwiftServer swift) : StoreContract
{
    private protected override bool IsConditional => false;

    private protected override async Task<IBackupStore> OpenAsync() => new StoreOpener(TimeProvider.System).Open(await swift.CreateBucketAsync(), swift.Credentials);
}
