using System.Runtime.CompilerServices;
using DrConsole.Stores;

namespace DrConsole.Tests.Support;

/// <summary>A store in front of another one whose n-th call fails, before or after it was carried out; or all calls from the n-th on.</summary>
/// <param name="failing">1 is the first call.</param>
/// <param name="afterwards">True to carry the call out and then fail: the answer was lost.</param>
/// <param name="forGood">True when every later call fails too: the store is gone.</param>
public sealed class FaultyStore(IBackupStore inner, int failing, bool afterwards = false, bool forGood = false) : IBackupStore
{
    private int _calls;

    public int Calls => _calls;

    public StoreAddress Address => inner.Address;

    public Task<StoredObject?> FindAsync(string key, CancellationToken ct) => CallAsync(() => inner.FindAsync(key, ct));

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        await CallAsync(() => Task.FromResult(true));
        await foreach (var entry in inner.ListAsync(prefix, ct))
        {
            yield return entry;
        }
    }

    public Task<Stream> ReadAsync(string key, string? version, CancellationToken ct) => CallAsync(() => inner.ReadAsync(key, version, ct));

    public Task<bool> CreateAsync(string key, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken ct) => CallAsync(() => inner.CreateAsync(key, content, options, ct));

    public Task<IObjectUpload> BeginUploadAsync(string key, WriteOptions options, CancellationToken ct) =>
        CallAsync<IObjectUpload>(async () => new FaultyUpload(this, await inner.BeginUploadAsync(key, options, ct)));

    public Task DeleteAsync(string key, CancellationToken ct) => CallAsync(() => inner.DeleteAsync(key, ct));

    public Task SetHoldAsync(string key, bool isHeld, CancellationToken ct) => CallAsync(() => inner.SetHoldAsync(key, isHeld, ct));

    public Task<int> SweepUploadsAsync(string prefix, DateTimeOffset begunBefore, CancellationToken ct) => CallAsync(() => inner.SweepUploadsAsync(prefix, begunBefore, ct));

    public Task<StoreFacts> ProbeAsync(CancellationToken ct) => CallAsync(() => inner.ProbeAsync(ct));

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private Task CallAsync(Func<Task> call) => CallAsync(async () =>
    {
        await call();
        return true;
    });

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        var number = Interlocked.Increment(ref _calls);
        if (number != failing && !(forGood && number > failing))
        {
            return await call();
        }

        if (afterwards)
        {
            await call();
        }

        throw new StoreException(StoreFault.Unreachable, $"Call {number} was made to fail.");
    }

    private sealed class FaultyUpload(FaultyStore store, IObjectUpload upload) : IObjectUpload
    {
        public Task WriteAsync(Part part, CancellationToken ct) => store.CallAsync(() => upload.WriteAsync(part, ct));

        public Task<StoredObject> CompleteAsync(CancellationToken ct) => store.CallAsync(() => upload.CompleteAsync(ct));

        public Task AbortAsync(CancellationToken ct) => store.CallAsync(() => upload.AbortAsync(ct));

        public ValueTask DisposeAsync() => upload.DisposeAsync();
    }
}
