using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>Experiments with what is written.</summary>
internal sealed class S3WritingProbe(S3Connection connection, S3ProbeRequests requests, S3Uploads uploads)
{
    private const int Writers = 4;

    /// <summary>Of writers at once exactly one wins, and a later one loses.</summary>
    public async Task<bool> HasConditionalPutAsync(string key, CancellationToken ct)
    {
        var winners = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => PutsAsync(key, ct)));
        return winners.Count(isWinner => isWinner) == 1 && !await PutsAsync(key, ct);
    }

    /// <summary>A wrong checksum is refused, each time.</summary>
    public Task<bool> ChecksChecksumsAsync(string key, CancellationToken ct) => IsRefusedAsync(() => connection.AskAsync(
        key,
        async token =>
        {
            var request = new PutObjectRequest
            {
                BucketName = connection.Address.Bucket,
                Key = connection.NameOf(key),
                InputStream = S3Content.Open(new byte[] { 1 }),
                MD5Digest = Convert.ToBase64String(S3Content.Md5([2])),
                UseChunkEncoding = false,
            };
            return await connection.Client.PutObjectAsync(request, token);
        },
        ct));

    /// <summary>An upload under way is listed, and after it was aborted no more, with no part left.</summary>
    public async Task<bool> ListsUploadsAsync(string key, CancellationToken ct)
    {
        var name = connection.NameOf(key);
        var id = (await connection.AskAsync(
            key, token => connection.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = connection.Address.Bucket, Key = name }, token), ct)).UploadId;
        var isListed = false;
        await S3ProbeRequests.SucceedsAsync(async () => isListed = await IsListedAsync(name, id, ct));
        await uploads.AbortAsync(name, id, ct);
        return isListed && !await IsListedAsync(name, id, ct);
    }

    private async Task<bool> IsListedAsync(string name, string id, CancellationToken ct)
    {
        await foreach (var upload in uploads.ListAsync(name, ct))
        {
            if (upload.UploadId == id)
            {
                return true;
            }
        }

        return false;
    }

    private Task<bool> PutsAsync(string key, CancellationToken ct) =>
        S3ProbeRequests.SucceedsAsync(() => requests.PutAsync(key, ct, request => (request.IfNoneMatch, request.ContentType) = ("*", S3Content.Type)));

    private static async Task<bool> IsRefusedAsync<T>(Func<Task<T>> request)
    {
        try
        {
            await request();
            return false;
        }
        catch (StoreException fault) when (fault.Fault == StoreFault.Damaged)
        {
            return true; // refused, as it should be
        }
    }
}
