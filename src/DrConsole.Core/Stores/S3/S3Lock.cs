using Amazon.S3;
using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>
/// Sets locks and legal holds on objects, only in buckets that say that they know them: a server that does not know <c>?legal-hold</c>
/// takes the request for a write and puts its XML in the backup's place (OpenStack Swift 2.30 does).
/// </summary>
internal sealed class S3Lock(S3Connection connection)
{
    private bool? _isEnabled;

    /// <summary>Locks a version in compliance mode.</summary>
    /// <exception cref="StoreException">The bucket has no object lock.</exception>
    public async Task LockAsync(string key, string? version, DateTimeOffset until, CancellationToken ct)
    {
        await EnsureEnabledAsync("object lock", ct);
        var request = new PutObjectRetentionRequest
        {
            BucketName = connection.Address.Bucket, Key = connection.NameOf(key), VersionId = version,
            Retention = new ObjectLockRetention { Mode = ObjectLockRetentionMode.Compliance, RetainUntilDate = until.UtcDateTime },
        };
        await connection.AskAsync(key, token => connection.Client.PutObjectRetentionAsync(request, token), ct);
    }

    /// <summary>Sets or lifts a legal hold and looks whether it is kept.</summary>
    /// <exception cref="StoreException">The bucket has no legal holds; nothing was changed.</exception>
    public async Task HoldAsync(string key, bool isHeld, CancellationToken ct)
    {
        await EnsureEnabledAsync("legal holds", ct);
        var wanted = isHeld ? ObjectLockLegalHoldStatus.On : ObjectLockLegalHoldStatus.Off;
        var request = new PutObjectLegalHoldRequest { BucketName = connection.Address.Bucket, Key = connection.NameOf(key), LegalHold = new ObjectLockLegalHold { Status = wanted } };
        await connection.AskAsync(key, token => connection.Client.PutObjectLegalHoldAsync(request, token), ct);
        var kept = await connection.AskAsync(
            key, token => connection.Client.GetObjectLegalHoldAsync(new GetObjectLegalHoldRequest { BucketName = request.BucketName, Key = request.Key }, token), ct);
        if (kept.LegalHold?.Status != wanted)
        {
            throw new StoreException(StoreFault.Unsupported, $"{connection.Address.Url} accepted a legal hold for {key} and did not keep it: hold the backup in the console, which then never deletes it.");
        }
    }

    private async Task EnsureEnabledAsync(string what, CancellationToken ct)
    {
        if (!(_isEnabled ??= await IsEnabledAsync(ct)))
        {
            throw new StoreException(StoreFault.Unsupported, $"The bucket of {connection.Address.Url} has no {what}: hold backups in the console, which then never deletes them, or create a bucket with object lock.");
        }
    }

    private async Task<bool> IsEnabledAsync(CancellationToken ct)
    {
        try
        {
            var request = new GetObjectLockConfigurationRequest { BucketName = connection.Address.Bucket };
            var answer = await connection.AskAsync(null, token => connection.Client.GetObjectLockConfigurationAsync(request, token), ct);
            return answer.ObjectLockConfiguration?.ObjectLockEnabled == ObjectLockEnabled.Enabled;
        }
        catch (StoreException fault) when (fault.Fault is StoreFault.Unsupported or StoreFault.ObjectMissing)
        {
            return false; // the answer of servers and buckets without object lock
        }
    }
}
