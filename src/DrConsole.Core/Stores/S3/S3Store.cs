using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>A bucket on AWS, Ceph, Swift or another S3 server that keeps backups.</summary>
internal sealed class S3Store : IBackupStore
{
    private readonly S3Connection _connection;
    private readonly StoreCredentials _credentials;
    private readonly TimeProvider _clock;
    private readonly S3Versions _versions;
    private readonly S3Objects _objects;
    private readonly S3Lock _lock;
    private readonly S3Uploads _uploads;
    private readonly S3Deletion _deletion;

    public S3Store(S3Address address, StoreCredentials credentials, TimeProvider clock, S3Patience? patience = null)
    {
        (_credentials, _clock) = (credentials, clock);
        _connection = new S3Connection(address, credentials, clock, patience ?? new());
        _versions = new S3Versions(_connection);
        _lock = new S3Lock(_connection);
        _objects = new S3Objects(_connection, _versions, _lock);
        _uploads = new S3Uploads(_connection, clock);
        _deletion = new S3Deletion(_connection, _versions, _objects, clock);
    }

    public StoreAddress Address => _connection.Address;

    public Task<StoredObject?> FindAsync(string key, CancellationToken ct) => _objects.FindAsync(StoreKey.Require(key), ct);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var found = await _versions.IsVersionedAsync(ct) ? _versions.NewestAsync(_connection.NameOf(prefix), ct) : ListPlainAsync(_connection.NameOf(prefix), ct);
        await foreach (var stored in found.WithCancellation(ct))
        {
            yield return stored;
        }
    }

    public async Task<Stream> ReadAsync(string key, string? version, CancellationToken ct)
    {
        StoreKey.Require(key);
        try
        {
            return await OpenAsync(key, version, ct);
        }
        catch (StoreException fault) when (fault.Fault == StoreFault.ObjectMissing && version is null)
        {
            var hidden = await _versions.FindHiddenAsync(key, ct) ?? throw S3Faults.Missing(_connection.Address, key);
            return await OpenAsync(key, hidden.Version, ct);
        }
    }

    public async Task<bool> CreateAsync(string key, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken ct) =>
        await _objects.CreateAsync(StoreKey.Require(key), content, S3Content.Md5(content.Span), options, S3Objects.NewMark(_clock.GetUtcNow()), ct) is not null;

    public Task<IObjectUpload> BeginUploadAsync(string key, WriteOptions options, CancellationToken ct) =>
        Task.FromResult<IObjectUpload>(new S3Upload(_connection, _objects, _uploads, StoreKey.Require(key), options, S3Objects.NewMark(_clock.GetUtcNow())));

    public Task DeleteAsync(string key, CancellationToken ct) => _deletion.DeleteAsync(StoreKey.Require(key), ct);

    public Task SetHoldAsync(string key, bool isHeld, CancellationToken ct) => _lock.HoldAsync(StoreKey.Require(key), isHeld, ct);

    public Task<int> SweepUploadsAsync(string prefix, DateTimeOffset begunBefore, CancellationToken ct) => _uploads.SweepAsync(_connection.NameOf(prefix), begunBefore, ct);

    public Task<StoreFacts> ProbeAsync(CancellationToken ct) => new S3Probe(this, _connection, _versions, _uploads, _credentials, _clock).RunAsync(ct);

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Stream> OpenAsync(string key, string? version, CancellationToken ct)
    {
        var request = new GetObjectRequest { BucketName = _connection.Address.Bucket, Key = _connection.NameOf(key), VersionId = version };
        return new S3ReadStream(_connection, key, await _connection.AskAsync(key, token => _connection.Client.GetObjectAsync(request, token), ct), _clock);
    }

    private async IAsyncEnumerable<StoredObject> ListPlainAsync(string namePrefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = _connection.Address.Bucket, Prefix = namePrefix };
        while (true)
        {
            var page = await _connection.AskAsync(null, token => _connection.Client.ListObjectsV2Async(request, token), ct);
            foreach (var found in page.S3Objects ?? [])
            {
                yield return new(_connection.KeyOf(found.Key), found.Size ?? 0, new DateTimeOffset(found.LastModified?.ToUniversalTime() ?? default));
            }

            if (page.IsTruncated != true)
            {
                yield break;
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
    }
}
