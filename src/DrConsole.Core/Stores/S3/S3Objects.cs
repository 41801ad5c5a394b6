using Amazon.S3;
using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>Writes whole objects that must not be there yet, and proves that they are there as they were sent.</summary>
internal sealed class S3Objects(S3Connection connection, S3Versions versions, S3Lock locks)
{
    // Each write carries a mark of its own: after a lost answer it tells whether the object that is there is ours.
    private const string Mark = "x-amz-meta-drconsole-write";

    private bool _knowsConditions = true;

    /// <summary>A new mark.</summary>
    public static string NewMark(DateTimeOffset at) => Guid.CreateVersion7(at).ToString("N");

    public static void SetMark(MetadataCollection metadata, string mark) => metadata[Mark] = mark;

    /// <summary>The object's particulars; a version below a delete marker is found too.</summary>
    public async Task<StoredObject?> FindAsync(string key, CancellationToken ct)
    {
        try
        {
            return Stored(key, await HeadAsync(key, null, ct));
        }
        catch (StoreException fault) when (fault.Fault is StoreFault.ObjectMissing or StoreFault.Denied or StoreFault.Damaged)
        {
            return await versions.FindHiddenAsync(key, ct); // also says why it was denied, which a HEAD cannot
        }
    }

    public Task<GetObjectMetadataResponse> HeadAsync(string key, string? version, CancellationToken ct) => connection.AskAsync(
        key,
        token => connection.Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = connection.Address.Bucket, Key = connection.NameOf(key), VersionId = version }, token),
        ct);

    /// <summary>Writes an object in one request. Null when there is one already; that one stays.</summary>
    public async Task<StoredObject?> CreateAsync(string key, ReadOnlyMemory<byte> content, byte[] md5, WriteOptions options, string mark, CancellationToken ct)
    {
        // Asked first, because some servers accept the condition and ignore it.
        if (await FindAsync(key, ct) is not null)
        {
            return null;
        }

        return await PutAsync(key, content, md5, options, mark, ct) is { } version && await IsFirstAsync(key, version, ct)
            ? await ConfirmAsync(key, content.Length, options, mark, ct, version)
            : null;
    }

    /// <summary>Proves that the object that is there now is the one with that mark, whole and locked as wanted. Null when it is another one.</summary>
    public async Task<StoredObject?> ConfirmAsync(string key, long bytes, WriteOptions options, string mark, CancellationToken ct, string version = "")
    {
        var head = await HeadAsync(key, version.Length > 0 ? version : null, ct);
        if (head.Metadata[Mark] != mark)
        {
            return null;
        }

        if (head.ContentLength != bytes)
        {
            throw new StoreException(StoreFault.Damaged, $"{connection.Address.Url} kept {head.ContentLength} bytes of {key}, {bytes} were sent: the object is not whole.");
        }

        if (options.LockedUntil is { } until && !IsLocked(head, until))
        {
            await LockAsync(key, head.VersionId, until, ct);
        }

        return Stored(key, head);
    }

    /// <summary>Sends a request that carries the condition that nothing is there, and without it where the server does not know it. False when something is there.</summary>
    public async Task<bool> ConditionallyAsync(Func<string?, Task> send)
    {
        if (_knowsConditions)
        {
            try
            {
                await send("*");
                return true;
            }
            catch (StoreException fault) when (fault.Fault == StoreFault.Exists)
            {
                return false; // the answer that was asked for
            }
            catch (StoreException fault) when (fault.Fault == StoreFault.Unsupported)
            {
                // Perhaps it is the condition that it does not know.
            }
        }

        await send(null);
        _knowsConditions = false; // it was
        return true;
    }

    // The version that was written, empty where there are none; null when another object is there.
    private async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, byte[] md5, WriteOptions options, string mark, CancellationToken ct)
    {
        string? version = null;
        var isNew = await ConditionallyAsync(async condition => version =
            (await connection.AskAsync(key, token => SendAsync(key, content, md5, options, mark, condition, token), ct, content.Length)).VersionId);
        if (isNew)
        {
            return version ?? "";
        }

        // An answer that was lost makes us ask again, and then it is there, by ourselves.
        var head = await HeadAsync(key, null, ct);
        return head.Metadata[Mark] == mark ? head.VersionId ?? "" : null;
    }

    // In a bucket with versions Ceph 16 lets several writers at the same instant pass the condition. All of them see the same versions: the first stays.
    private async Task<bool> IsFirstAsync(string key, string version, CancellationToken ct)
    {
        try
        {
            if (version.Length == 0 || (await versions.OfAsync(key, ct)).LastOrDefault(other => other.IsDeleteMarker != true) is not { } first || first.VersionId == version)
            {
                return true;
            }

            var request = new DeleteObjectRequest { BucketName = connection.Address.Bucket, Key = connection.NameOf(key), VersionId = version };
            await connection.AskAsync(key, token => connection.Client.DeleteObjectAsync(request, token), ct);
            return false;
        }
        catch (StoreException fault) when (fault.Fault is StoreFault.Denied or StoreFault.Unsupported)
        {
            return true; // versions may not be listed; the mark has to do
        }
    }

    private async Task<PutObjectResponse> SendAsync(string key, ReadOnlyMemory<byte> content, byte[] md5, WriteOptions options, string mark, string? condition, CancellationToken ct)
    {
        var request = new PutObjectRequest
        {
            BucketName = connection.Address.Bucket,
            Key = connection.NameOf(key),
            InputStream = S3Content.Open(content),
            MD5Digest = Convert.ToBase64String(md5),
            UseChunkEncoding = false,
            DisablePayloadSigning = connection.IsEncrypted,
            IfNoneMatch = condition,
            ContentType = S3Content.Type,
        };
        SetMark(request.Metadata, mark);
        if (options.LockedUntil is { } until)
        {
            (request.ObjectLockMode, request.ObjectLockRetainUntilDate) = (ObjectLockMode.Compliance, until.UtcDateTime);
        }

        return await connection.Client.PutObjectAsync(request, ct);
    }

    // Ceph 16 forgets the lock that a multipart upload was begun with; asked for apart it keeps it.
    private async Task LockAsync(string key, string? version, DateTimeOffset until, CancellationToken ct)
    {
        await locks.LockAsync(key, version, until, ct);
        if (!IsLocked(await HeadAsync(key, version, ct), until))
        {
            throw new StoreException(StoreFault.Unsupported, $"{connection.Address.Url} accepted a lock for {key} and did not keep it: take the lock off the policy for this store, or use a bucket with object lock.");
        }
    }

    // Servers keep whole seconds.
    private static bool IsLocked(GetObjectMetadataResponse head, DateTimeOffset until) =>
        head.ObjectLockMode == ObjectLockMode.Compliance && head.ObjectLockRetainUntilDate?.ToUniversalTime() >= until.UtcDateTime.AddSeconds(-1);

    private static StoredObject Stored(string key, GetObjectMetadataResponse head) =>
        new(key, head.ContentLength, new DateTimeOffset(head.LastModified?.ToUniversalTime() ?? default), head.VersionId is { Length: > 0 } and not "null" ? head.VersionId : null);
}
