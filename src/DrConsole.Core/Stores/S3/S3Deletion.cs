using Amazon.S3;
using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>Deletes an object with all its versions and markers, or nothing of it, and proves that it is gone.</summary>
internal sealed class S3Deletion(S3Connection connection, S3Versions versions, S3Objects objects, TimeProvider clock)
{
    public async Task DeleteAsync(string key, CancellationToken ct)
    {
        var ids = await VersionsOfAsync(key, ct);
        foreach (var (id, isMarker) in ids)
        {
            await EnsureFreeAsync(key, id, isMarker, ct);
        }

        // One by one: the request for many needs a checksum that the SDK does not send where it is only sent when required.
        foreach (var (id, _) in ids)
        {
            await DeleteVersionAsync(key, id, ct);
        }

        if (await objects.FindAsync(key, ct) is not null)
        {
            throw new StoreException(StoreFault.Denied, $"{connection.Address.Url} still has a version of {key} after it was deleted: the access key needs the rights to list and delete versions (docs/operations/stores.md).");
        }
    }

    // Locked versions answer "access denied" like everything else; so they are looked at before anything is deleted.
    private async Task EnsureFreeAsync(string key, string? id, bool isMarker, CancellationToken ct)
    {
        if (!isMarker && await LockOfAsync(key, id, ct) is { } reason)
        {
            throw new StoreException(StoreFault.Locked, $"{key} in {connection.Address.Url} is {reason}; nothing of it was deleted.");
        }
    }

    private async Task DeleteVersionAsync(string key, string? id, CancellationToken ct)
    {
        var request = new DeleteObjectRequest { BucketName = connection.Address.Bucket, Key = connection.NameOf(key), VersionId = id };
        try
        {
            await connection.AskAsync(key, token => connection.Client.DeleteObjectAsync(request, token), ct);
        }
        catch (StoreException fault) when (fault.Fault == StoreFault.ObjectMissing)
        {
            // somebody else was faster
        }
    }

    private async Task<string?> LockOfAsync(string key, string? id, CancellationToken ct)
    {
        try
        {
            var head = await objects.HeadAsync(key, id, ct);
            return (head.ObjectLockLegalHoldStatus == ObjectLockLegalHoldStatus.On, head.ObjectLockRetainUntilDate?.ToUniversalTime() > clock.GetUtcNow() + connection.ClockSkew.GetValueOrDefault()) switch
            {
                (true, _) => "under a legal hold",
                (_, true) => $"locked until {head.ObjectLockRetainUntilDate:yyyy-MM-dd HH:mm:ss} UTC",
                _ => null,
            };
        }
        catch (StoreException fault) when (fault.Fault == StoreFault.ObjectMissing)
        {
            return null; // what is gone is held by nothing
        }
    }

    private async Task<IReadOnlyList<(string? Id, bool IsMarker)>> VersionsOfAsync(string key, CancellationToken ct)
    {
        try
        {
            var isVersioned = await versions.IsVersionedAsync(ct);
            return (await versions.OfAsync(key, ct)).Select(version => (isVersioned ? version.VersionId : null, version.IsDeleteMarker == true)).ToList();
        }
        catch (StoreException fault) when (fault.Fault is StoreFault.Denied or StoreFault.Unsupported)
        {
            return [(null, false)]; // older versions stay then; the probe remarks that they cannot be seen
        }
    }
}
