using DrConsole.Backups.Wal;
using DrConsole.Stores;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>A store that takes the record of a segment under way only when another store has a later one: it is slower than copies are made.</summary>
internal sealed class OneBehindStore(IBackupStore inner, IBackupStore ahead) : IBackupStore
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public StoreAddress Address => inner.Address;

    public Task<StoredObject?> FindAsync(string key, CancellationToken ct) => inner.FindAsync(key, ct);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken ct) => inner.ListAsync(prefix, ct);

    public Task<Stream> ReadAsync(string key, string? version, CancellationToken ct) => inner.ReadAsync(key, version, ct);

    public async Task<bool> CreateAsync(string key, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken ct)
    {
        while (key.Contains(WalRecord.PartialMiddle, StringComparison.Ordinal) && key.EndsWith(WalRecord.Ending, StringComparison.Ordinal) && !await IsAheadAsync(key, ct))
        {
            await Task.Delay(Pause, ct);
        }

        return await inner.CreateAsync(key, content, options, ct);
    }

    public Task<IObjectUpload> BeginUploadAsync(string key, WriteOptions options, CancellationToken ct) => inner.BeginUploadAsync(key, options, ct);

    public Task DeleteAsync(string key, CancellationToken ct) => inner.DeleteAsync(key, ct);

    public Task SetHoldAsync(string key, bool isHeld, CancellationToken ct) => inner.SetHoldAsync(key, isHeld, ct);

    public Task<int> SweepUploadsAsync(string prefix, DateTimeOffset begunBefore, CancellationToken ct) => inner.SweepUploadsAsync(prefix, begunBefore, ct);

    public Task<StoreFacts> ProbeAsync(CancellationToken ct) => inner.ProbeAsync(ct);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task<bool> IsAheadAsync(string key, CancellationToken ct)
    {
        var folder = key[..(key.LastIndexOf('/') + 1)];
        await foreach (var found in ahead.ListAsync(folder, ct))
        {
            if (found.Key.EndsWith(WalRecord.Ending, StringComparison.Ordinal) && string.CompareOrdinal(found.Key, key) > 0)
            {
                return true;
            }
        }

        return false;
    }
}
