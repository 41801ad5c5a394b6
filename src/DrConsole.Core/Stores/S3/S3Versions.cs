using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>Sees all versions of objects, so that a delete marker hides nothing.</summary>
internal sealed class S3Versions(S3Connection connection)
{
    private bool? _isVersioned;

    /// <summary>True when the bucket keeps versions, or did.</summary>
    public async Task<bool> IsVersionedAsync(CancellationToken ct)
    {
        try
        {
            return _isVersioned ??= await connection.AskAsync(
                null,
                async token => (await connection.Client.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = connection.Address.Bucket }, token))
                    .VersioningConfig?.Status is { } status && (status == VersionStatus.Enabled || status == VersionStatus.Suspended),
                ct);
        }
        catch (StoreException fault) when (fault.Fault is StoreFault.Denied or StoreFault.Unsupported)
        {
            _isVersioned = false; // the probe remarks on it
            return false;
        }
    }

    /// <summary>All versions and delete markers whose name begins so; of one name the newest comes first.</summary>
    public async IAsyncEnumerable<S3ObjectVersion> ListAsync(string namePrefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListVersionsRequest { BucketName = connection.Address.Bucket, Prefix = namePrefix };
        while (true)
        {
            var page = await connection.AskAsync(null, token => connection.Client.ListVersionsAsync(request, token), ct);
            foreach (var version in page.Versions ?? [])
            {
                yield return version;
            }

            if (page.IsTruncated != true)
            {
                yield break;
            }

            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
    }

    /// <summary>The versions and markers of one object.</summary>
    public async Task<IReadOnlyList<S3ObjectVersion>> OfAsync(string key, CancellationToken ct)
    {
        var name = connection.NameOf(key);
        var versions = new List<S3ObjectVersion>();
        await foreach (var version in ListAsync(name, ct))
        {
            if (version.Key != name)
            {
                break; // the first key that begins so is the key itself
            }

            versions.Add(version);
        }

        return versions;
    }

    /// <summary>The newest version of each object, also of those that are hidden below a delete marker.</summary>
    public async IAsyncEnumerable<StoredObject> NewestAsync(string namePrefix, [EnumeratorCancellation] CancellationToken ct)
    {
        string? seen = null, found = null;
        var isHidden = false;
        await foreach (var version in ListAsync(namePrefix, ct))
        {
            if (version.Key != seen)
            {
                (seen, isHidden) = (version.Key, version.IsDeleteMarker == true);
            }

            if (version.IsDeleteMarker != true && version.Key != found)
            {
                found = version.Key;
                yield return Stored(version, isHidden);
            }
        }
    }

    /// <summary>An object that a HEAD did not find: the newest version below its delete marker, or null.</summary>
    /// <remarks>A HEAD that finds nothing does not say whether the bucket is there; this request does.</remarks>
    public async Task<StoredObject?> FindHiddenAsync(string key, CancellationToken ct)
    {
        try
        {
            return (await OfAsync(key, ct)).FirstOrDefault(version => version.IsDeleteMarker != true) is { } version ? Stored(version, isHidden: true) : null;
        }
        catch (StoreException fault) when (fault.Fault is StoreFault.Denied or StoreFault.Unsupported)
        {
            var request = new ListObjectsV2Request { BucketName = connection.Address.Bucket, Prefix = connection.NameOf(key), MaxKeys = 1 };
            await connection.AskAsync(null, token => connection.Client.ListObjectsV2Async(request, token), ct);
            return null;
        }
    }

    private StoredObject Stored(S3ObjectVersion version, bool isHidden) => new(
        connection.KeyOf(version.Key),
        version.Size ?? 0,
        new DateTimeOffset(version.LastModified?.ToUniversalTime() ?? default),
        version.VersionId == "null" && !isHidden ? null : version.VersionId,
        isHidden);
}
