using DrConsole.Stores;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>A store that fails for good from a given call on: what a process that was killed there would have left.</summary>
internal sealed class CuttingStore(IBackupStore inner, int atCall) : IBackupStore
{
    private int _calls;

    public StoreAddress Address => inner.Address;

    public bool HasCut => _calls >= atCall;

    public Task<StoredObject?> FindAsync(string key, CancellationToken ct) => Count(() => inner.FindAsync(key, ct));

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken ct) => Count(() => inner.ListAsync(prefix, ct));

    public Task<Stream> ReadAsync(string key, string? version, CancellationToken ct) => Count(() => inner.ReadAsync(key, version, ct));

    public Task<bool> CreateAsync(string key, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken ct) => Count(() => inner.CreateAsync(key, content, options, ct));

    public Task<IObjectUpload> BeginUploadAsync(string key, WriteOptions options, CancellationToken ct) => Count(() => inner.BeginUploadAsync(key, options, ct));

    public Task DeleteAsync(string key, CancellationToken ct) => Count(() => inner.DeleteAsync(key, ct));

    public Task SetHoldAsync(string key, bool isHeld, CancellationToken ct) => inner.SetHoldAsync(key, isHeld, ct);

    public Task<int> SweepUploadsAsync(string prefix, DateTimeOffset begunBefore, CancellationToken ct) => inner.SweepUploadsAsync(prefix, begunBefore, ct);

    public Task<StoreFacts> ProbeAsync(CancellationToken ct) => inner.ProbeAsync(ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private T Count<T>(Func<T> call) => Interlocked.Increment(ref _calls) < atCall ? call() : throw new StoreException(StoreFault.Unreachable, "cut off by the test");
}
