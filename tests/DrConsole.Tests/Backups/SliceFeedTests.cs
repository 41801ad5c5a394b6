using System.Security.Cryptography;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups;

/// <summary>A stream's objects on their way to age. Each may be as its manifest says while together they are not what was sealed.</summary>
public sealed class SliceFeedTests
{
    private const string Folder = "backups/one";
    private static readonly byte[] First = [1, 2, 3];
    private static readonly byte[] Second = [4, 5];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_that_are_what_was_sealed_arrive_in_their_order()
    {
        using var sink = new MemoryStream();

        await FeedAsync(sink, Sha256([.. First, .. Second]), First, Second);

        Assert.Equal([.. First, .. Second], sink.ToArray());
    }

    [Fact]
    public async Task Objects_in_another_order_are_not_what_was_sealed()
    {
        using var sink = new MemoryStream();

        var fault = await Assert.ThrowsAsync<StoreException>(() => FeedAsync(sink, Sha256([.. First, .. Second]), Second, First));

        Assert.Equal(StoreFault.Damaged, fault.Fault);
        Assert.Contains("the manifest contradicts itself", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_object_alone_that_is_not_what_was_sealed_is_noticed_too()
    {
        using var sink = new MemoryStream();

        await Assert.ThrowsAsync<StoreException>(() => FeedAsync(sink, Sha256(Second), First));
    }

    private static async Task FeedAsync(MemoryStream sink, string whole, params byte[][] slices)
    {
        await using var store = new MemoryStore();
        List<ManifestSlice> named = [];
        foreach (var (content, number) in slices.Select((content, number) => (content, number)))
        {
            var file = $"made.bin.zst.age.{number:D4}";
            await store.CreateAsync($"{Folder}/{file}", content, new(), Ct);
            named.Add(new(file, content.Length, Sha256(content)));
        }

        await new SliceFeed(store, Folder, new()
        {
            Name = "made.bin", Format = StreamFormat.PostgresArchive, PlainBytes = 0, PlainSha256 = "", StoredBytes = slices.Sum(slice => slice.Length), StoredSha256 = whole,
            Codec = "zstd-1", Tool = "made", Slices = named,
        }).RunAsync(sink, Ct);
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
