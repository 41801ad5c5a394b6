using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Tests.Support;

/// <summary>A test server that speaks S3.</summary>
public abstract class S3TestServer(string script, string accessKey, string secretKey) : TestServer(script, accessKey, secretKey)
{
    private int _buckets;

    public StoreCredentials Credentials => new(AccessKey, new SecretText(SecretKey));

    /// <summary>A new bucket's address, with a prefix so that its use is tested too.</summary>
    public async Task<S3Address> CreateBucketAsync(bool isLocking = false, StoreCredentials? credentials = null)
    {
        var endpoint = await StartAsync();
        var bucket = $"bucket-{Environment.ProcessId}-{Interlocked.Increment(ref _buckets)}";
        using var client = await ClientAsync(credentials);
        await client.PutBucketAsync(new PutBucketRequest { BucketName = bucket, ObjectLockEnabledForBucket = isLocking }, CancellationToken.None);
        return new S3Address(bucket, "backups/here", endpoint, "us-east-1", PathStyle: true);
    }

    /// <summary>An administrator's own client, for what happens behind the console's back.</summary>
    public async Task<AmazonS3Client> ClientAsync(StoreCredentials? credentials = null) => new(
        new BasicAWSCredentials(credentials?.AccessKeyId ?? AccessKey, credentials?.SecretAccessKey.Reveal() ?? SecretKey),
        new AmazonS3Config
        {
            ServiceURL = (await StartAsync()).ToString(), UseHttp = true, ForcePathStyle = true, AuthenticationRegion = "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
}
