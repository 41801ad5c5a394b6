using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>
/// An object under way. One part is put as a whole object; more become a multipart upload with a few parts in flight, each of which is sent
/// again from its buffer when that can help.
/// </summary>
internal sealed class S3Upload(S3Connection connection, S3Objects objects, S3Uploads uploads, string key, WriteOptions options, string mark) : IObjectUpload
{
    private const int InFlight = 3;
    private const int MostParts = 10_000; // https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html

    private readonly SemaphoreSlim _room = new(InFlight);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<PartETag> _sent = [];
    private Part? _first;
    private string? _uploadId;
    private ExceptionDispatchInfo? _failure;
    private int _parts;
    private long _bytes;
    private bool _isOver;

    public async Task WriteAsync(Part part, CancellationToken ct)
    {
        _failure?.Throw();
        _bytes += part.Length;
        if (_parts++ == 0)
        {
            _first = part.Retain();
            return;
        }

        if (_parts > MostParts)
        {
            throw new StoreException(StoreFault.Unsupported, $"{key} has more than {MostParts} parts: it has to be written as several objects.");
        }

        if (_uploadId is null)
        {
            _uploadId = await BeginAsync(ct);
            await SendAsync(TakeFirst()!, 1, ct);
        }

        await SendAsync(part.Retain(), _parts, ct);
    }

    public async Task<StoredObject> CompleteAsync(CancellationToken ct)
    {
        var stored = _uploadId is null ? await PutWholeAsync(ct) : await CompletePartsAsync(ct);
        if (stored is null)
        {
            throw new StoreException(StoreFault.Exists, $"{key} is in {connection.Address.Url} already and was left as it is.");
        }

        _isOver = true;
        return stored;
    }

    public async Task AbortAsync(CancellationToken ct)
    {
        if (_isOver)
        {
            return;
        }

        await _stop.CancelAsync();
        TakeFirst()?.Release();
        await DrainAsync(ct);
        if (_uploadId is not null)
        {
            await uploads.AbortAsync(connection.NameOf(key), _uploadId, ct);
        }

        _isOver = true;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(connection.Patience.Answer);
        try
        {
            await AbortAsync(patience.Token);
        }
        catch (Exception failure) when (failure is StoreException or OperationCanceledException)
        {
            // what went wrong before matters more, and the sweep finds the rest
        }

        TakeFirst()?.Release();
        _stop.Dispose();
    }

    private async Task<string> BeginAsync(CancellationToken ct)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = connection.Address.Bucket, Key = connection.NameOf(key), ContentType = S3Content.Type };
        S3Objects.SetMark(request.Metadata, mark);
        if (options.LockedUntil is { } until)
        {
            (request.ObjectLockMode, request.ObjectLockRetainUntilDate) = (ObjectLockMode.Compliance, until.UtcDateTime);
        }

        return (await connection.AskAsync(key, token => connection.Client.InitiateMultipartUploadAsync(request, token), ct)).UploadId;
    }

    // Takes the part over, which is held already.
    private async Task SendAsync(Part part, int number, CancellationToken ct)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, _stop.Token);
            await _room.WaitAsync(either.Token);
        }
        catch
        {
            part.Release();
            _failure?.Throw(); // another part failed and stopped everything
            throw;
        }

        _ = SendAndReleaseAsync(part, number);
    }

    private async Task SendAndReleaseAsync(Part part, int number)
    {
        try
        {
            var response = await connection.AskAsync(key, token => SendOnceAsync(part, number, token), _stop.Token, part.Length);
            _sent.Add(new PartETag(number, response.ETag));
        }
        catch (Exception failure)
        {
            if (Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null) is null)
            {
                await _stop.CancelAsync();
            }
        }
        finally
        {
            part.Release();
            _room.Release();
        }
    }

    private Task<UploadPartResponse> SendOnceAsync(Part part, int number, CancellationToken ct) => connection.Client.UploadPartAsync(
        new UploadPartRequest
        {
            BucketName = connection.Address.Bucket,
            Key = connection.NameOf(key),
            UploadId = _uploadId,
            PartNumber = number,
            PartSize = part.Length,
            InputStream = S3Content.Open(part.Bytes),
            MD5Digest = Convert.ToBase64String(part.Md5),
            UseChunkEncoding = false,
            DisablePayloadSigning = connection.IsEncrypted,
        },
        ct);

    private async Task<StoredObject?> PutWholeAsync(CancellationToken ct)
    {
        using var whole = new WholePart(TakeFirst());
        return await objects.CreateAsync(key, whole.Bytes, whole.Md5, options, mark, ct);
    }

    private async Task<StoredObject?> CompletePartsAsync(CancellationToken ct)
    {
        await DrainAsync(ct);
        _failure?.Throw();
        if (await objects.FindAsync(key, ct) is not null)
        {
            return null; // some servers ignore the condition on the request that completes
        }

        try
        {
            await objects.ConditionallyAsync(condition => connection.AskAsync(key, token => CompleteOnceAsync(condition, token), ct, _bytes / 64));
        }
        catch (StoreException fault) when (fault.Fault == StoreFault.ObjectMissing)
        {
            // The upload is gone: swept by somebody, or completed by an attempt whose answer was lost. The mark tells which.
        }

        return await objects.ConfirmAsync(key, _bytes, options, mark, ct);
    }

    private Task<CompleteMultipartUploadResponse> CompleteOnceAsync(string? condition, CancellationToken ct) => connection.Client.CompleteMultipartUploadAsync(
        new CompleteMultipartUploadRequest
        {
            BucketName = connection.Address.Bucket,
            Key = connection.NameOf(key),
            UploadId = _uploadId,
            PartETags = [.. _sent.OrderBy(part => part.PartNumber)],
            IfNoneMatch = condition,
        },
        ct);

    // When all places are free nothing is under way.
    private async Task DrainAsync(CancellationToken ct)
    {
        for (var place = 0; place < InFlight; place++)
        {
            await _room.WaitAsync(ct);
        }

        _room.Release(InFlight);
    }

    private Part? TakeFirst() => Interlocked.Exchange(ref _first, null);
}
