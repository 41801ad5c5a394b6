using Amazon.S3;
using Amazon.S3.Model;

namespace DrConsole.Stores.S3;

/// <summary>Sets and lifts legal holds, and looks whether the server really keeps them: some accept and forget.</summary>
internal sealed class S3Hold(S3Connection connection)
{
    public async Task SetAsync(string key, bool isHeld, CancellationToken ct)
    {
        var wanted = isHeld ? ObjectLockLegalHoldStatus.On : ObjectLockLegalHoldStatus.Off;
        var request = new PutObjectLegalHoldRequest { BucketName = connection.Address.Bucket, Key = connection.NameOf(key), LegalHold = new ObjectLockLegalHold { Status = wanted } };
        await connection.AskAsync(key, token => connection.Client.PutObjectLegalHoldAsync(request, token), ct);
        if (await ReadAsync(key, ct) != wanted)
        {
            throw new StoreException(StoreFault.Unsupported, $"{connection.Address.Url} accepted a legal hold for {key} and did not keep it: hold the backup in the console, which then never deletes it.");
        }
    }

    private async Task<ObjectLockLegalHoldStatus?> ReadAsync(string key, CancellationToken ct)
    {
        try
        {
            var request = new GetObjectLegalHoldRequest { BucketName = connection.Address.Bucket, Key = connection.NameOf(key) };
            return (await connection.AskAsync(key, token => connection.Client.GetObjectLegalHoldAsync(request, token), ct)).LegalHold?.Status;
        }
        catch (StoreException fault) when (fault.Fault is StoreFault.Unsupported or StoreFault.ObjectMissing)
        {
            return null;
        }
    }
}
