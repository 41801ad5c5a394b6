using System.Runtime.CompilerServices;
using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>Ends uploads that will not be completed, and makes sure that their parts are gone: they cost money and are in no listing.</summary>
internal sealed class S3Uploads(S3Connection connection, TimeProvider clock)
{
    // "It may be necessary to abort a given multipart upload multiple times in order to completely free all storage": parts that were under
    // way arrive after it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
    private const int Attempts = 6;

    /// <summary>Ends one upload.</summary>
    public async Task AbortAsync(string name, string uploadId, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await AbortOnceAsync(name, uploadId, ct);
            if (await IsGoneAsync(name, uploadId, ct))
            {
                return;
            }

            await Task.Delay(connection.Patience.FirstDelay * attempt, clock, ct);
        }

        throw new StoreException(StoreFault.Overloaded, $"{connection.Address.Url} still has parts of an upload that was aborted {Attempts} times. The next sweep tries again; a lifecycle rule for incomplete uploads removes them too.");
    }

    /// <summary>Ends uploads that were begun before the instant. Returns how many.</summary>
    public async Task<int> SweepAsync(string namePrefix, DateTimeOffset begunBefore, CancellationToken ct)
    {
        var swept = 0;
        await foreach (var upload in ListAsync(namePrefix, ct))
        {
            if (new DateTimeOffset(upload.Initiated?.ToUniversalTime() ?? default) < begunBefore)
            {
                await AbortAsync(upload.Key, upload.UploadId, ct);
                swept++;
            }
        }

        return swept;
    }

    public async IAsyncEnumerable<MultipartUpload> ListAsync(string namePrefix, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListMultipartUploadsRequest { BucketName = connection.Address.Bucket, Prefix = namePrefix };
        while (true)
        {
            var page = await connection.AskAsync(null, token => connection.Client.ListMultipartUploadsAsync(request, token), ct);
            foreach (var upload in page.MultipartUploads ?? [])
            {
                yield return upload;
            }

            if (page.IsTruncated != true)
            {
                yield break;
            }

            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
    }

    private async Task AbortOnceAsync(string name, string uploadId, CancellationToken ct)
    {
        try
        {
            var request = new AbortMultipartUploadRequest { BucketName = connection.Address.Bucket, Key = name, UploadId = uploadId };
            await connection.AskAsync(name, token => connection.Client.AbortMultipartUploadAsync(request, token), ct);
        }
        catch (StoreException fault) when (fault.Fault == StoreFault.ObjectMissing)
        {
            // somebody else ended it, or an answer was lost
        }
    }

    private async Task<bool> IsGoneAsync(string name, string uploadId, CancellationToken ct)
    {
        try
        {
            var request = new ListPartsRequest { BucketName = connection.Address.Bucket, Key = name, UploadId = uploadId };
            await connection.AskAsync(name, token => connection.Client.ListPartsAsync(request, token), ct);
            return false;
        }
        catch (StoreException fault) when (fault.Fault is StoreFault.ObjectMissing or StoreFault.Unsupported)
        {
            return true; // where parts cannot be listed the answer to the abort has to do; the probe remarks on it
        }
    }
}
