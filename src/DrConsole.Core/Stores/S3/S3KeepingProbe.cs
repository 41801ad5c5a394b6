using Amazon.S3;
using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>Experiments with what is to be kept although somebody deletes it.</summary>
internal sealed class S3KeepingProbe(S3Connection connection, S3ProbeRequests requests, TimeProvider clock)
{
    // Long enough for the attempts on a slow server, short enough to wait for: the probe leaves nothing behind.
    private static readonly TimeSpan LockTime = TimeSpan.FromSeconds(8);

    /// <summary>A deleted object can still be read by its version.</summary>
    public async Task<bool> HasVersionsAsync(string key, CancellationToken ct)
    {
        if (await requests.PutAsync(key, ct) is not { Length: > 0 } version)
        {
            return false;
        }

        await requests.DeleteAsync(key, null, ct);
        return !await requests.IsReadableAsync(key, null, ct) && await requests.IsReadableAsync(key, version, ct);
    }

    /// <summary>A version under a compliance lock of some seconds cannot be deleted, not even by who wrote it, until the lock ends.</summary>
    public async Task<bool> HasObjectLockAsync(string key, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + connection.ClockSkew.GetValueOrDefault() + LockTime;
        string? version = null;
        var isAccepted = await S3ProbeRequests.SucceedsAsync(async () => version = await requests.PutAsync(
            key, ct, request => (request.ObjectLockMode, request.ObjectLockRetainUntilDate) = (ObjectLockMode.Compliance, until.UtcDateTime)));
        if (!isAccepted || string.IsNullOrEmpty(version))
        {
            return false;
        }

        var isDeleted = await S3ProbeRequests.SucceedsAsync(() => requests.DeleteAsync(key, version, ct));
        var isKept = !isDeleted && await requests.IsReadableAsync(key, version, ct);
        if (isKept)
        {
            await Task.Delay(LockTime + TimeSpan.FromSeconds(1), clock, ct);
        }

        return isKept;
    }

    /// <summary>A held version cannot be deleted until the hold is lifted.</summary>
    public async Task<bool> HasLegalHoldAsync(string key, CancellationToken ct)
    {
        var version = await requests.PutAsync(key, ct);
        if (!await S3ProbeRequests.SucceedsAsync(() => HoldAsync(key, ObjectLockLegalHoldStatus.On, ct)))
        {
            return false;
        }

        var isDeleted = await S3ProbeRequests.SucceedsAsync(() => requests.DeleteAsync(key, version, ct));
        var isKept = !isDeleted && await requests.IsReadableAsync(key, version, ct);
        await S3ProbeRequests.SucceedsAsync(() => HoldAsync(key, ObjectLockLegalHoldStatus.Off, ct));
        return isKept;
    }

    private Task<PutObjectLegalHoldResponse> HoldAsync(string key, ObjectLockLegalHoldStatus status, CancellationToken ct) => connection.AskAsync(
        key,
        token => connection.Client.PutObjectLegalHoldAsync(
            new PutObjectLegalHoldRequest { BucketName = connection.Address.Bucket, Key = connection.NameOf(key), LegalHold = new ObjectLockLegalHold { Status = status } }, token),
        ct);
}
