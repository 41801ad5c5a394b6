using System.Collections.Concurrent;
using DrConsole.Stores;

namespace DrConsole.Tests.Support;

/// <summary>A store in memory that keeps the contract of <see cref="IBackupStore"/>; objects can be damaged behind its back.</summary>
public sealed class MemoryStore(string name = "memory", TimeProvider? time = null) : IBackupStore
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<MemoryUpload, string> _uploads = new();

    public StoreAddress Address { get; } = new FolderAddress("/" + name);

    /// <summary>What is visible.</summary>
    public ConcurrentDictionary<string, (byte[] Content, DateTimeOffset At)> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Uploads that were begun and neither completed nor aborted.</summary>
    public int OpenUploads => _uploads.Count;

    public IEnumerable<string> Keys => Objects.Keys.Order(StringComparer.Ordinal);

    public Task<StoredObject?> FindAsync(string key, CancellationToken ct) =>
        Task.FromResult(Objects.TryGetValue(key, out var found) ? new StoredObject(key, found.Content.Length, found.At) : null);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Yield();
        foreach (var key in Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            ct.ThrowIfCancellationRequested();
            if (Objects.TryGetValue(key, out var found))
            {
                yield return new(key, found.Content.Length, found.At);
            }
        }
    }

    public Task<Stream> ReadAsync(string key, string? version, CancellationToken ct) => Objects.TryGetValue(key, out var found)
        ? Task.FromResult<Stream>(new MemoryStream(found.Content, writable: false))
        : throw new StoreException(StoreFault.ObjectMissing, $"{key} is not there.");

    public Task<bool> CreateAsync(string key, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken ct) =>
        Task.FromResult(Objects.TryAdd(key, (content.ToArray(), _time.GetUtcNow())));

    public Task<IObjectUpload> BeginUploadAsync(string key, WriteOptions options, CancellationToken ct)
    {
        var upload = new MemoryUpload(this, key);
        _uploads[upload] = key;
        return Task.FromResult<IObjectUpload>(upload);
    }

    public Task DeleteAsync(string key, CancellationToken ct)
    {
        Objects.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public Task SetHoldAsync(string key, bool isHeld, CancellationToken ct) => throw new StoreException(StoreFault.Unsupported, "No legal holds here.");

    public Task<int> SweepUploadsAsync(string prefix, DateTimeOffset begunBefore, CancellationToken ct)
    {
        var old = _uploads.Where(upload => upload.Value.StartsWith(prefix, StringComparison.Ordinal) && upload.Key.BegunAt < begunBefore).ToList();
        return Task.FromResult(old.Count(upload => _uploads.TryRemove(upload.Key, out _)));
    }

    public Task<StoreFacts> ProbeAsync(CancellationToken ct) => Task.FromResult(new StoreFacts { ProbedAt = _time.GetUtcNow(), HasConditionalPut = true, ChecksChecksums = true });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class MemoryUpload(MemoryStore store, string key) : IObjectUpload
    {
        private readonly MemoryStream _content = new();

        public DateTimeOffset BegunAt { get; } = store._time.GetUtcNow();

        public Task WriteAsync(Part part, CancellationToken ct)
        {
            _content.Write(part.Bytes.Span);
            return Task.CompletedTask;
        }

        public Task<StoredObject> CompleteAsync(CancellationToken ct)
        {
            if (!store._uploads.TryRemove(this, out _))
            {
                throw new StoreException(StoreFault.ObjectMissing, "This upload is over.");
            }

            var now = store._time.GetUtcNow();
            store.Objects[key] = (_content.ToArray(), now);
            return Task.FromResult(new StoredObject(key, _content.Length, now));
        }

        public Task AbortAsync(CancellationToken ct)
        {
            store._uploads.TryRemove(this, out _);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            store._uploads.TryRemove(this, out _);
            return ValueTask.CompletedTask;
        }
    }
}
