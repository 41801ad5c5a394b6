using Amazon.S3.Model;
using DrConsole.Platform;

namespace DrConsole.Stores.S3;

/// <summary>Asks with a secret that is not the right one.</summary>
internal static class WrongSecret
{
    /// <summary>True for a server that does not care: then everybody who reaches it can read and delete.</summary>
    public static async Task<bool> IsTakenAsync(S3Connection connection, StoreCredentials credentials, TimeProvider clock, CancellationToken ct)
    {
        var wrong = credentials with { SecretAccessKey = new SecretText(new string([.. credentials.SecretAccessKey.Reveal().Reverse()]) + "x") };
        using var other = new S3Connection(connection.Address, wrong, clock, connection.Patience);
        return await S3ProbeRequests.SucceedsAsync(() => other.AskAsync(
            null, token => other.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = other.Address.Bucket, MaxKeys = 1 }, token), ct));
    }
}
