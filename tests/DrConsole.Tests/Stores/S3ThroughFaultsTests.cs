using System.Net;
using System.Net.Sockets;
using DrConsole.Stores;
using DrConsole.Stores.S3;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

/// <summary>A way to the server that breaks in every place.</summary>
public sealed class S3ThroughFaultsTests(CephServer ceph) : IAsyncLifetime
{
    private const string Key = "drc/v1/b/orders/1/data.zst.age.0000";
    private static readonly S3Patience Patient = new() { FirstDelay = TimeSpan.FromMilliseconds(10) };
    private static readonly S3Patience Impatient = new() { FirstDelay = TimeSpan.FromMilliseconds(10), Deadline = TimeSpan.FromSeconds(1), Answer = TimeSpan.FromSeconds(1.5), SlowestRate = 10 * 1024 * 1024 };

    private S3Address _address = null!;
    private FaultProxy _proxy = null!;
    private IBackupStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _address = await ceph.CreateBucketAsync();
        _proxy = new FaultProxy(_address.Endpoint!);
        _store = Open(Patient);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_asks_to_slow_down_is_asked_again_later()
    {
        var busy = new ProxyFault { Answer = _ => ProxyFault.SlowDown };
        _proxy.Next(busy, busy, busy);

        Assert.True(await _store.CreateAsync(Key, new byte[] { 1 }, WriteOptions.Plain, Ct));

        Assert.Equal([1], await _store.ReadAllAsync(Key, Ct));
    }

    [Fact]
    public async Task Every_second_request_may_fail_and_a_large_upload_still_arrives_whole()
    {
        var requests = 0;
        _proxy.Fault = new() { Answer = _ => Interlocked.Increment(ref requests) % 2 == 0 ? ProxyFault.SlowDown : null };

        Assert.Equal(3 * (long)Part.Size, (await UploadAsync(3)).Bytes);

        _proxy.Fault = ProxyFault.None;
        await EnsureWholeAsync(3);
    }

    [Fact]
    public async Task A_server_that_is_always_busy_is_overloaded_after_the_deadline()
    {
        await using var store = Open(Impatient);
        _proxy.Fault = new() { Answer = _ => ProxyFault.SlowDown };

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct));

        Assert.Equal(StoreFault.Overloaded, fault.Fault);
        Assert.Contains("(503", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_too_slow()
    {
        await using var store = Open(Impatient);
        _proxy.Fault = new() { IsBlackHole = true };

        Assert.Equal(StoreFault.TooSlow, (await Assert.ThrowsAsync<StoreException>(() => store.FindAsync(Key, Ct))).Fault);
    }

    [Fact]
    public async Task A_crawling_upload_is_too_slow_and_leaves_nothing()
    {
        await using var store = Open(Impatient);
        await using (var upload = await store.BeginUploadAsync(Key, WriteOptions.Plain, Ct))
        {
            await upload.SendAsync(Parts.Of(1), Ct);
            _proxy.Fault = new() { Rate = 50 * 1024 };

            var fault = await Assert.ThrowsAsync<StoreException>(async () =>
            {
                await upload.SendAsync(Parts.Of(2), Ct);
                await upload.CompleteAsync(Ct);
            });
            Assert.Equal(StoreFault.TooSlow, fault.Fault);
            _proxy.Fault = ProxyFault.None;
        }

        Assert.Equal(0, await store.SweepUploadsAsync("", DateTimeOffset.MaxValue, Ct));
        Assert.Empty(await store.KeysAsync("", Ct));
    }

    [Fact]
    public async Task A_crawling_download_is_too_slow()
    {
        await UploadAsync(1);
        await using var store = Open(Impatient);
        _proxy.Fault = new() { Rate = 50 * 1024 };
        await using var stream = await store.ReadAsync(Key, null, Ct);

        Assert.Equal(StoreFault.TooSlow, (await Assert.ThrowsAsync<StoreException>(() => stream.CopyToAsync(Stream.Null, Ct))).Fault);
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_a_part_is_made_good_from_its_buffer()
    {
        await using var upload = await _store.BeginUploadAsync(Key, WriteOptions.Plain, Ct);
        await upload.SendAsync(Parts.Of(0), Ct);
        var reset = new ProxyFault { ResetAfterSent = 3_000_000 };
        _proxy.Next(reset, reset);

        await upload.SendAsync(Parts.Of(1), Ct);
        await upload.CompleteAsync(Ct);

        await EnsureWholeAsync(2);
    }

    [Fact]
    public async Task A_bit_that_flips_on_the_way_is_refused_and_sent_again()
    {
        await using var upload = await _store.BeginUploadAsync(Key, WriteOptions.Plain, Ct);
        await upload.SendAsync(Parts.Of(0), Ct);
        await upload.SendAsync(Parts.Of(1), Ct);
        var before = _proxy.Connections;
        _proxy.Next(new ProxyFault { FlipSent = 5_000_000 });

        await upload.SendAsync(Parts.Of(2), Ct);
        await upload.CompleteAsync(Ct);

        Assert.True(_proxy.Connections > before);
        await EnsureWholeAsync(3);
    }

    [Fact]
    public async Task A_way_that_flips_a_bit_in_everything_is_a_loud_fault()
    {
        await _store.FindAsync("other", Ct);
        _proxy.Fault = new() { FlipEverySent = 100_000 };

        var fault = await Assert.ThrowsAsync<StoreException>(() => _store.CreateAsync(Key, new byte[200_000], WriteOptions.Plain, Ct));

        Assert.Equal(StoreFault.Damaged, fault.Fault);
        _proxy.Fault = ProxyFault.None;
        Assert.Null(await _store.FindAsync(Key, Ct));
    }

    [Fact]
    public async Task A_download_that_breaks_goes_on_where_it_broke()
    {
        await UploadAsync(2);
        var broken = new ProxyFault { CutAfterReceived = 5_000_000 };
        _proxy.Next(broken, broken);

        await EnsureWholeAsync(2);
    }

    [Fact]
    public async Task A_download_that_is_cut_again_and_again_goes_on_as_long_as_it_gets_further()
    {
        await UploadAsync(1);
        _proxy.Fault = new() { CutAfterReceived = Part.Size / 20 };

        await EnsureWholeAsync(1);

        Assert.True(_proxy.Connections > 20);
    }

    [Fact]
    public async Task A_download_that_never_goes_on_is_no_short_object()
    {
        await UploadAsync(1);
        await using var store = Open(Impatient);
        _proxy.Fault = new() { CutAfterReceived = 100_000 };
        await using var stream = await store.ReadAsync(Key, null, Ct);
        _proxy.Fault = new() { CutAfterReceived = 100 };

        Assert.Equal(StoreFault.Unreachable, (await Assert.ThrowsAsync<StoreException>(() => stream.CopyToAsync(Stream.Null, Ct))).Fault);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_known_as_our_own()
    {
        var puts = 0;
        _proxy.Fault = LosesTheAnswerOf(head => head.StartsWith("PUT", StringComparison.Ordinal) && Interlocked.Increment(ref puts) == 1);

        Assert.True(await _store.CreateAsync(Key, new byte[] { 7 }, WriteOptions.Plain, Ct));

        Assert.Equal(2, puts);
        Assert.Equal([7], await _store.ReadAllAsync(Key, Ct));
    }

    [Fact]
    public async Task A_completion_whose_answer_was_lost_is_known_as_our_own()
    {
        var completions = 0;
        _proxy.Fault = LosesTheAnswerOf(head => head.StartsWith("POST", StringComparison.Ordinal) && head.Contains("uploadId=", StringComparison.Ordinal) && Interlocked.Increment(ref completions) == 1);

        await UploadAsync(2);

        Assert.Equal(2, completions);
        _proxy.Fault = ProxyFault.None;
        await EnsureWholeAsync(2);
    }

    [Fact]
    public async Task A_part_that_is_confirmed_and_dropped_is_noticed_before_anything_is_visible()
    {
        _proxy.Fault = new()
        {
            Answer = head => head.Contains("partNumber=2", StringComparison.Ordinal) ? $"HTTP/1.1 200 OK\r\nETag: \"{Convert.ToHexStringLower(Parts.Of(1).Md5)}\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" : null,
        };

        Assert.Equal(StoreFault.Damaged, (await Assert.ThrowsAsync<StoreException>(() => UploadAsync(2))).Fault);

        _proxy.Fault = ProxyFault.None;
        Assert.Empty(await _store.KeysAsync("", Ct));
        Assert.Equal(0, await _store.SweepUploadsAsync("", DateTimeOffset.MaxValue, Ct));
    }

    [Fact]
    public async Task An_object_that_is_confirmed_and_dropped_is_noticed()
    {
        _proxy.Fault = new() { Answer = head => head.StartsWith("PUT", StringComparison.Ordinal) ? "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" : null };

        Assert.Equal(StoreFault.ObjectMissing, (await Assert.ThrowsAsync<StoreException>(() => _store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct))).Fault);
    }

    [Theory]
    [InlineData("307 Temporary Redirect", "")]
    [InlineData("301 Moved Permanently", "x-amz-bucket-region: eu-west-3\r\n")]
    public async Task No_redirect_is_followed(string status, string header)
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        _proxy.Fault = new() { Answer = _ => $"HTTP/1.1 {status}\r\nLocation: http://{elsewhere.LocalEndpoint}/\r\n{header}Content-Length: 0\r\nConnection: close\r\n\r\n" };

        var fault = await Assert.ThrowsAsync<StoreException>(() => _store.CreateAsync(Key, new byte[1], WriteOptions.Plain, Ct));

        Assert.Equal(StoreFault.Missing, fault.Fault);
        Assert.Equal(header.Length > 0, fault.Message.Contains("is in region eu-west-3, not in us-east-1", StringComparison.Ordinal));
        Assert.False(elsewhere.Pending());
    }

    [Fact]
    public async Task A_server_that_is_away_is_unreachable()
    {
        await using var store = new S3Store(_address with { Endpoint = new($"http://127.0.0.1:{TestServer.FreePort()}/") }, ceph.Credentials, TimeProvider.System, Impatient);

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.FindAsync(Key, Ct));

        Assert.Equal(StoreFault.Unreachable, fault.Fault);
    }

    [Fact]
    public async Task Who_cancels_does_not_wait_for_the_server()
    {
        _proxy.Fault = new() { IsBlackHole = true };
        using var cancelled = new CancellationTokenSource();
        var finding = _store.FindAsync(Key, cancelled.Token);
        await Until.TrueAsync(() => _proxy.Connections > 0);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finding);
    }

    private static ProxyFault LosesTheAnswerOf(Func<string, bool> isMeant) => new() { LosesAnswer = isMeant };

    private S3Store Open(S3Patience patience) => new(_address with { Endpoint = _proxy.Address }, ceph.Credentials, TimeProvider.System, patience);

    private async Task<StoredObject> UploadAsync(int parts)
    {
        await using var upload = await _store.BeginUploadAsync(Key, WriteOptions.Plain, Ct);
        for (var index = 0; index < parts; index++)
        {
            await upload.SendAsync(Parts.Of(index), Ct);
        }

        return await upload.CompleteAsync(Ct);
    }

    private async Task EnsureWholeAsync(int parts)
    {
        var read = await _store.ReadAllAsync(Key, Ct);
        Assert.Equal(parts * (long)Part.Size, read.Length);
        for (var index = 0; index < parts; index++)
        {
            Assert.True(Parts.Of(index).Bytes.Span.SequenceEqual(read.AsSpan(index * Part.Size, Part.Size)), $"part {index} is not what was sent");
        }
    }
}
