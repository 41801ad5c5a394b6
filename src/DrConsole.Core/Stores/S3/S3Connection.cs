using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Polly;
using Polly.Retry;

namespace DrConsole.Stores.S3;

/// <summary>A bucket that is asked patiently: each request has a time, is repeated while that can help, and fails with cause and cure.</summary>
internal sealed class S3Connection : IDisposable
{
    private const int DamagedAgain = 3;
    private static readonly ResiliencePropertyKey<long> StartedAt = new("started-at");
    private readonly TimeProvider _clock;
    private readonly S3Wire _wire;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline _retry;

    public S3Connection(S3Address address, StoreCredentials credentials, TimeProvider clock, S3Patience patience)
    {
        (Address, _clock, Patience) = (address, clock, patience);
        _wire = new S3Wire(clock);
        _http = new HttpClient(_wire) { Timeout = Timeout.InfiniteTimeSpan }; // each request has its own
        Client = new AmazonS3Client(Credentials(credentials), Config(address, _http));
        _retry = Retry(clock, patience);
    }

    public S3Address Address { get; }

    public S3Patience Patience { get; }

    public AmazonS3Client Client { get; }

    public TimeSpan? ClockSkew => _wire.ClockSkew;

    /// <summary>True where the way is encrypted, and a signature over each payload would be work for nothing.</summary>
    public bool IsEncrypted => Address.Endpoint?.Scheme != Uri.UriSchemeHttp;

    /// <summary>An object's name in the bucket.</summary>
    public string NameOf(string key) => Address.Prefix.Length == 0 ? key : $"{Address.Prefix}/{key}";

    /// <summary>The key of a name that begins with this store's prefix.</summary>
    public string KeyOf(string name) => Address.Prefix.Length == 0 ? name : name[(Address.Prefix.Length + 1)..];

    /// <summary>Asks, again and again while it can help.</summary>
    /// <param name="about">The object in question, for messages; null when it is about the bucket.</param>
    /// <param name="bytes">How much it sends.</param>
    public async Task<T> AskAsync<T>(string? about, Func<CancellationToken, Task<T>> request, CancellationToken ct, long bytes = 0)
    {
        var context = ResilienceContextPool.Shared.Get(ct);
        context.Properties.Set(StartedAt, _clock.GetTimestamp());
        try
        {
            return await _retry.ExecuteAsync(async state => await AskOnceAsync(about, request, bytes, state.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Asks once.</summary>
    public async Task<T> AskOnceAsync<T>(string? about, Func<CancellationToken, Task<T>> request, long bytes, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience.For(bytes), _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await request(either.Token);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
        catch (Exception failure) when (failure is not StoreException)
        {
            throw patience.IsCancellationRequested ? S3Faults.TooSlow(Address, Patience.For(bytes), failure) : S3Faults.Of(failure, Address, about, ClockSkew, _clock.GetUtcNow());
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
        _wire.Dispose();
    }

    private static ResiliencePipeline Retry(TimeProvider clock, S3Patience patience) => new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = attempt => ValueTask.FromResult(
                attempt.Outcome.Exception is StoreException { Fault: var fault } failure
                && (failure.IsPassing || (fault == StoreFault.Damaged && attempt.AttemptNumber < DamagedAgain)) // what was damaged on its way may arrive whole the next time
                && clock.GetElapsedTime(attempt.Context.Properties.GetValue(StartedAt, 0)) < patience.Deadline),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = patience.FirstDelay,
            MaxDelay = patience.LongestDelay,
        })
        .Build();

    private static AWSCredentials Credentials(StoreCredentials credentials) => credentials.SessionToken is { } token
        ? new SessionAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey.Reveal(), token.Reveal())
        : new BasicAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey.Reveal());

    private static AmazonS3Config Config(S3Address address, HttpClient http)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = address.PathStyle,
            AuthenticationRegion = address.Region,
            HttpClientFactory = new OneClient(http),
            IgnoreConfiguredEndpointUrls = true, // nothing in the environment may send backups elsewhere
            MaxErrorRetry = 0, // this class repeats, with the whole part and an end
            DisableClockSkewCorrection = true, // a wrong clock is to be said, not worked around: locks and retention go by it
            AllowAutoRedirect = false,
            BufferSize = 256 * 1024, // its 8 KiB cost a write to the socket each
            // Many servers know no other checksum than Content-MD5, and refuse or ignore the newer ones.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (address.Endpoint is { } endpoint)
        {
            (config.ServiceURL, config.UseHttp) = (endpoint.ToString(), endpoint.Scheme == Uri.UriSchemeHttp);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(address.Region);
        }

        return config;
    }

    private sealed class OneClient(HttpClient client) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
