using System.Security.Cryptography;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Stores;

/// <summary>What every kind of store promises. Each kind runs all of it on the real thing.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private protected const string Key = "drc/v1/b/orders/20260301T120000Z-1/globals.zst.age.0000";

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected IBackupStore Store { get; private set; } = null!;

    /// <summary>True where of two writers of one key exactly one wins, even at the same instant.</summary>
    private protected virtual bool IsConditional => true;

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
    }

    /// <summary>A store of its own for one test, empty.</summary>
    private protected abstract Task<IBackupStore> OpenAsync();

    [Fact]
    public async Task What_was_created_is_read_back_found_and_listed()
    {
        var content = RandomNumberGenerator.GetBytes(5000);

        Assert.True(await Store.CreateAsync(Key, content, WriteOptions.Plain, Ct));

        Assert.Equal(content, await Store.ReadAllAsync(Key, Ct));
        Assert.Equal(content.Length, (await Store.FindAsync(Key, Ct))!.Bytes);
        Assert.Equal([Key], await Store.KeysAsync("drc/v1/b/", Ct));
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        Assert.True(await Store.CreateAsync(Key, ReadOnlyMemory<byte>.Empty, WriteOptions.Plain, Ct));

        Assert.Empty(await Store.ReadAllAsync(Key, Ct));
    }

    [Fact]
    public async Task What_is_there_is_not_overwritten()
    {
        await Store.CreateAsync(Key, new byte[] { 1 }, WriteOptions.Plain, Ct);

        Assert.False(await Store.CreateAsync(Key, new byte[] { 2 }, WriteOptions.Plain, Ct));

        Assert.Equal([1], await Store.ReadAllAsync(Key, Ct));
    }

    [Fact]
    public async Task An_upload_does_not_overwrite_either()
    {
        await Store.CreateAsync(Key, new byte[] { 1 }, WriteOptions.Plain, Ct);
        await using var upload = await Store.BeginUploadAsync(Key, WriteOptions.Plain, Ct);
        await upload.SendAsync(Parts.Of(1, 10), Ct);

        var fault = await Assert.ThrowsAsync<StoreException>(() => upload.CompleteAsync(Ct));

        Assert.Equal(StoreFault.Exists, fault.Fault);
        Assert.Equal([1], await Store.ReadAllAsync(Key, Ct));
    }

    [Fact]
    public async Task Of_eight_writers_at_once_one_wins_and_its_object_stays()
    {
        Assert.SkipUnless(IsConditional, "This store has no conditional put, and its facts say so.");
        var start = new TaskCompletionSource();

        var writers = Enumerable.Range(0, 8).Select(async writer =>
        {
            await start.Task;
            return await Store.CreateAsync(Key, new[] { (byte)writer }, WriteOptions.Plain, Ct);
        }).ToList();
        start.SetResult();
        var winners = await Task.WhenAll(writers);

        Assert.Single(winners, isWinner => isWinner);
        Assert.Equal([(byte)Array.IndexOf(winners, true)], await Store.ReadAllAsync(Key, Ct));
    }

    [Fact]
    public async Task An_upload_is_visible_when_it_is_complete_and_not_before()
    {
        await using var upload = await Store.BeginUploadAsync(Key, WriteOptions.Plain, Ct);
        await upload.SendAsync(Parts.Of(1), Ct);
        await upload.SendAsync(Parts.Of(2, 1000), Ct);
        Assert.Null(await Store.FindAsync(Key, Ct));
        Assert.Empty(await Store.KeysAsync("", Ct));

        var stored = await upload.CompleteAsync(Ct);

        Assert.Equal(Part.Size + 1000, stored.Bytes);
        Assert.Equal(Parts.Of(1).Bytes.ToArray().Concat(Parts.Of(2, 1000).Bytes.ToArray()), await Store.ReadAllAsync(Key, Ct, stored.Version));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task An_upload_of_nothing_or_almost_nothing_is_an_object(int bytes)
    {
        await using var upload = await Store.BeginUploadAsync(Key, WriteOptions.Plain, Ct);
        for (var sent = 0; sent < bytes; sent++)
        {
            await upload.SendAsync(Parts.Of(sent, 1), Ct);
        }

        Assert.Equal(bytes, (await upload.CompleteAsync(Ct)).Bytes);
        Assert.Equal(bytes, (await Store.ReadAllAsync(Key, Ct)).Length);
    }

    [Fact]
    public async Task Every_buffer_comes_back_from_an_upload_once()
    {
        var returned = 0;
        await using var upload = await Store.BeginUploadAsync(Key, WriteOptions.Plain, Ct);
        for (var index = 0; index < 5; index++)
        {
            await upload.SendAsync(Parts.Of(index, giveBack: _ => Interlocked.Increment(ref returned)), Ct);
        }

        await upload.CompleteAsync(Ct);

        Assert.Equal(5, returned);
    }

    [Fact]
    public async Task An_aborted_upload_leaves_nothing()
    {
        await using (var upload = await Store.BeginUploadAsync(Key, WriteOptions.Plain, Ct))
        {
            await upload.SendAsync(Parts.Of(1), Ct);
            await upload.AbortAsync(Ct);
        }

        Assert.Empty(await Store.KeysAsync("", Ct));
        Assert.Equal(0, await Store.SweepUploadsAsync("", DateTimeOffset.MaxValue, Ct));
    }

    [Fact]
    public async Task An_upload_that_is_only_left_is_aborted()
    {
        var returned = 0;
        await using (var upload = await Store.BeginUploadAsync(Key, WriteOptions.Plain, Ct))
        {
            await upload.SendAsync(Parts.Of(1, giveBack: _ => returned++), Ct);
        }

        Assert.Equal(1, returned);
        Assert.Equal(0, await Store.SweepUploadsAsync("", DateTimeOffset.MaxValue, Ct));
    }

    [Fact]
    public async Task Old_unfinished_uploads_are_swept_and_young_ones_and_others_are_not()
    {
        var swept = await Store.BeginUploadAsync("drc/v1/b/orders/1/data", WriteOptions.Plain, Ct);
        await swept.SendAsync(Parts.Of(1), Ct);
        await swept.SendAsync(Parts.Of(2, 10), Ct); // with a second part the server knows of it
        var other = await Store.BeginUploadAsync("drc/v1/b/ledger/1/data", WriteOptions.Plain, Ct);
        await other.SendAsync(Parts.Of(2), Ct);

        Assert.Equal(0, await Store.SweepUploadsAsync("drc/v1/b/orders/", DateTimeOffset.UnixEpoch, Ct));
        Assert.Equal(1, await Store.SweepUploadsAsync("drc/v1/b/orders/", DateTimeOffset.MaxValue, Ct));

        await Assert.ThrowsAsync<StoreException>(() => swept.CompleteAsync(Ct));
        await other.CompleteAsync(Ct);
        Assert.Equal(["drc/v1/b/ledger/1/data"], await Store.KeysAsync("", Ct));
        await swept.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task A_listing_has_every_key_below_its_prefix_in_order()
    {
        string[] keys = ["a/b-c", "a/b/c", "a/b/d/e", "a/b.d", "a/bc", "b"];
        foreach (var key in keys)
        {
            await Store.CreateAsync(key, new byte[] { 1 }, WriteOptions.Plain, Ct);
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), await Store.KeysAsync("", Ct));
        Assert.Equal(["a/b/c", "a/b/d/e"], await Store.KeysAsync("a/b/", Ct));
        Assert.Equal(["a/b-c", "a/b.d", "a/b/c", "a/b/d/e", "a/bc"], await Store.KeysAsync("a/b", Ct));
        Assert.Empty(await Store.KeysAsync("c/", Ct));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_deleting_it_again_is_no_error()
    {
        await Store.CreateAsync(Key, new byte[] { 1 }, WriteOptions.Plain, Ct);

        await Store.DeleteAsync(Key, Ct);
        await Store.DeleteAsync(Key, Ct);

        Assert.Null(await Store.FindAsync(Key, Ct));
        Assert.Empty(await Store.KeysAsync("", Ct));
        Assert.Equal(StoreFault.ObjectMissing, (await Assert.ThrowsAsync<StoreException>(() => Store.ReadAsync(Key, null, Ct))).Fault);
        Assert.True(await Store.CreateAsync(Key, new byte[] { 2 }, WriteOptions.Plain, Ct));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData(".hidden")]
    public async Task A_key_that_is_none_is_refused_everywhere(string key)
    {
        await Assert.ThrowsAsync<RefusedException>(() => Store.FindAsync(key, Ct));
        await Assert.ThrowsAsync<RefusedException>(() => Store.ReadAsync(key, null, Ct));
        await Assert.ThrowsAsync<RefusedException>(() => Store.CreateAsync(key, new byte[1], WriteOptions.Plain, Ct));
        await Assert.ThrowsAsync<RefusedException>(() => Store.BeginUploadAsync(key, WriteOptions.Plain, Ct));
        await Assert.ThrowsAsync<RefusedException>(() => Store.DeleteAsync(key, Ct));
    }

    [Fact]
    public async Task A_probe_leaves_nothing_behind_and_its_facts_hold()
    {
        var facts = await Store.ProbeAsync(Ct);

        Assert.Equal(IsConditional, facts.HasConditionalPut);
        Assert.Equal(facts.Remarks.Distinct(StringComparer.Ordinal), facts.Remarks);
        Assert.Empty(await Store.KeysAsync("", Ct));
        Assert.Equal(0, await Store.SweepUploadsAsync("", DateTimeOffset.MaxValue, Ct));
    }
}
