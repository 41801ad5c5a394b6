using System.Security.Cryptography;
using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups;

public sealed class BackupEngineTests(EngineBench bench) : IClassFixture<EngineBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_read_back_is_what_the_source_gave_and_every_store_has_it()
    {
        var content = EngineBench.Content(40 * 1024 * 1024);
        await using var first = new MemoryStore("first");
        await using var second = new MemoryStore("second");

        var result = await bench.Engine.RunAsync(bench.Request(new MadeSource(MadeSource.Bytes("orders.bin", content), MadeSource.Bytes("roles.sql", "x"u8.ToArray())), first, second), Ct);

        Assert.False(result.IsDegraded);
        Assert.Equal(content.Length, result.Manifest.Streams[0].PlainBytes);
        Assert.Equal(content, await bench.ReadAsync(first, result));
        Assert.Equal(content, await bench.ReadAsync(second, result));
        Assert.Equal("x", Encoding.ASCII.GetString(await bench.ReadAsync(second, result, stream: 1)));
        Assert.Equal(first.Keys, second.Keys);
        Assert.Equal(0, first.OpenUploads);
    }

    [Fact]
    public async Task A_stream_longer_than_an_object_rolls_into_the_next_and_is_one_stream_again()
    {
        var content = EngineBench.Content(70 * 1024 * 1024);
        await using var store = new MemoryStore();

        var result = await new BackupEngine(TimeProvider.System) { PartsPerObject = 2 }.RunAsync(bench.Request(new MadeSource(MadeSource.Bytes("orders.bin", content)), store), Ct);

        var slices = result.Manifest.Streams[0].Slices;
        Assert.True(slices.Count >= 3);
        Assert.All(slices.SkipLast(1), slice => Assert.Equal(2 * Part.Size, slice.Bytes));
        Assert.Equal(result.Manifest.StoredBytes, slices.Sum(slice => slice.Bytes));
        Assert.Equal(content, await bench.ReadAsync(store, result));
    }

    [Fact]
    public async Task A_source_that_ends_badly_after_its_bytes_flowed_leaves_no_backup()
    {
        await using var store = new MemoryStore();
        var source = new MadeSource(MadeSource.Shell("orders.bin", "head -c 20000000 /dev/urandom; echo lost connection >&2; exit 3"));

        var failure = await Assert.ThrowsAsync<BackupFailedException>(() => bench.Engine.RunAsync(bench.Request(source, store), Ct));

        Assert.Equal("source_failed", failure.Code);
        Assert.Contains("lost connection", failure.Message, StringComparison.Ordinal);
        Assert.Empty(store.Keys);
        Assert.Equal(0, store.OpenUploads);
        Assert.True(source.IsDisposed);
    }

    [Fact]
    public async Task A_stream_shorter_than_its_least_is_a_failure_though_its_tool_ended_well()
    {
        await using var store = new MemoryStore();
        var source = new MadeSource(MadeSource.Bytes("orders.bin", new byte[99], leastBytes: 100));

        var failure = await Assert.ThrowsAsync<BackupFailedException>(() => bench.Engine.RunAsync(bench.Request(source, store), Ct));

        Assert.Equal("stream_too_short", failure.Code);
        Assert.Empty(store.Keys);
    }

    [Fact]
    public async Task A_flipped_bit_at_rest_is_found_and_names_its_object()
    {
        await using var store = new MemoryStore();
        var result = await bench.Engine.RunAsync(bench.Request(new MadeSource(MadeSource.Bytes("orders.bin", EngineBench.Content(20 * 1024 * 1024))), store), Ct);
        var key = store.Keys.Single(key => key.EndsWith("orders.bin.zst.age.0000", StringComparison.Ordinal));
        store.Objects[key].Content[5_000_000] ^= 4;

        var failure = await Assert.ThrowsAsync<StoreException>(() => bench.ReadAsync(store, result));

        Assert.Equal(StoreFault.Damaged, failure.Fault);
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_reads_slowly_and_in_small_pieces_gets_the_same_bytes_though_blocks_are_filled_again()
    {
        var content = EngineBench.Content(16 * 1024 * 1024);
        await using var store = new MemoryStore();
        var result = await bench.Engine.RunAsync(bench.Request(new MadeSource(MadeSource.Bytes("orders.bin", content)), store), Ct);
        await using var plain = await new BackupReader().OpenAsync(store, result.Folder, result.Manifest.Streams[0], bench.Keys.Identity, Ct);
        using var got = new MemoryStream();
        var piece = new byte[1000];

        while (await plain.ReadAsync(piece, Ct) is var read and > 0)
        {
            got.Write(piece, 0, read);
            await Task.Yield();
        }

        Assert.Equal(content, got.ToArray());
    }

    // Each object alone is right: only the hash of them all tells that one of the two was exchanged.
    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task A_manifest_whose_objects_are_together_not_what_it_says_is_damaged(int partsPerObject)
    {
        await using var store = new MemoryStore();
        var result = await new BackupEngine(TimeProvider.System) { PartsPerObject = partsPerObject }
            .RunAsync(bench.Request(new MadeSource(MadeSource.Bytes("orders.bin", EngineBench.Content(20 * 1024 * 1024))), store), Ct);
        var stream = result.Manifest.Streams[0];
        Assert.Equal(partsPerObject == 1, stream.Slices.Count > 1);
        byte[] stored = [.. stream.Slices.SelectMany(slice => store.Objects[$"{result.Folder}/{slice.File}"].Content)];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(stored)), stream.StoredSha256);

        var forged = result with { Manifest = result.Manifest with { Streams = [stream with { StoredSha256 = new string('0', 64) }] } };
        var failure = await Assert.ThrowsAsync<StoreException>(() => bench.ReadAsync(store, forged));

        Assert.Equal(StoreFault.Damaged, failure.Fault);
        Assert.Contains("contradicts itself", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_that_does_not_fit_is_refused_and_not_called_damage()
    {
        await using var store = new MemoryStore();
        var result = await bench.Engine.RunAsync(bench.Request(new MadeSource(MadeSource.Bytes("orders.bin", EngineBench.Content(100_000))), store), Ct);
        using var other = await AgePair.MakeAsync();

        var refusal = await Assert.ThrowsAsync<RefusedException>(async () =>
        {
            await using var plain = await new BackupReader().OpenAsync(store, result.Folder, result.Manifest.Streams[0], other.Identity, Ct);
            await plain.CopyToAsync(Stream.Null, Ct);
        });

        Assert.Equal("identity_unfit", refusal.Code);
    }

    [Fact]
    public async Task A_run_that_lost_its_lease_commits_nothing()
    {
        await using var store = new MemoryStore();
        var request = bench.Request(new MadeSource(MadeSource.Bytes("orders.bin", EngineBench.Content(100_000))), store) with
        {
            BeforeCommitAsync = _ => throw new RefusedException("lease_lost", "Another node has taken the run over."),
        };

        var failure = await Assert.ThrowsAsync<BackupFailedException>(() => bench.Engine.RunAsync(request, Ct));

        Assert.Equal("lease_lost", failure.Code);
        Assert.DoesNotContain(store.Keys, key => key.StartsWith(StoreLayout.Backups, StringComparison.Ordinal));
    }
}
