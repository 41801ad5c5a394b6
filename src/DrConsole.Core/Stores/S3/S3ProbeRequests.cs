using Amazon.S3;
using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>The plain requests of a probe, without what the store does to make up for a server's gaps.</summary>
internal sealed class S3ProbeRequests(S3Connection connection)
{
    private static readonly byte[] Content = "This object is written by a probe of a backup store and deleted again.\n"u8.ToArray();

    private string Bucket => connection.Address.Bucket;

    /// <summary>Writes a small object.</summary>
    /// <param name="shape">What is special about this one.</param>
    /// <returns>Its version, where there is one.</returns>
    public Task<string?> PutAsync(string key, CancellationToken ct, Action<PutObjectRequest>? shape = null) => connection.AskAsync<string?>(
        key,
        async token =>
        {
            var request = new PutObjectRequest
            {
                BucketName = Bucket, Key = connection.NameOf(key), InputStream = S3Content.Open(Content), MD5Digest = Convert.ToBase64String(S3Content.Md5(Content)), UseChunkEncoding = false,
            };
            shape?.Invoke(request);
            return (await connection.Client.PutObjectAsync(request, token)).VersionId;
        },
        ct);

    /// <summary>Deletes, a version or, without one, as everybody does it.</summary>
    public Task DeleteAsync(string key, string? version, CancellationToken ct) =>
        connection.AskAsync(key, token => connection.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = connection.NameOf(key), VersionId = version }, token), ct);

    /// <summary>True when it can be read.</summary>
    public Task<bool> IsReadableAsync(string key, string? version, CancellationToken ct) => SucceedsAsync(() => connection.AskAsync(
        key, token => connection.Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = connection.NameOf(key), VersionId = version }, token), ct));

    /// <summary>The region that the server says; null when it does not.</summary>
    public async Task<string?> RegionAsync(CancellationToken ct)
    {
        string? region = null;
        await SucceedsAsync(async () => region = (await connection.AskAsync(
            null, token => connection.Client.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = Bucket }, token), ct)).Location?.Value);
        return region switch
        {
            null => null,
            "" => "us-east-1", // AWS says nothing for its first region, and EU for its second
            "EU" => "eu-west-1",
            _ => region,
        };
    }

    /// <summary>True when a rule of the bucket ends uploads that nobody completes.</summary>
    public async Task<bool> HasUploadLifecycleAsync(CancellationToken ct)
    {
        var has = false;
        await SucceedsAsync(async () =>
        {
            var answer = await connection.AskAsync(
                null, token => connection.Client.GetLifecycleConfigurationAsync(new GetLifecycleConfigurationRequest { BucketName = Bucket }, token), ct);
            has = (answer.Configuration?.Rules ?? []).Any(rule => rule.Status == LifecycleRuleStatus.Enabled && rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation > 0);
        });
        return has;
    }

    /// <summary>False when the server refuses it, whatever it calls that; a server that is away or slow is no answer.</summary>
    public static async Task<bool> SucceedsAsync(Func<Task> request)
    {
        try
        {
            await request();
            return true;
        }
        catch (StoreException fault) when (!fault.IsPassing)
        {
            return false;
        }
    }
}
