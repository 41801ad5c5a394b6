using System.Text;
using System.Text.Json.Nodes;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups;

public sealed class StoreCatalogueTests(EngineBench bench) : IClassFixture<EngineBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_is_listed_as_complete_and_its_signature_as_what_it_is_worth()
    {
        await using var store = new MemoryStore();
        var result = await TakeAsync(store);

        var believed = Assert.Single(await ListAsync(store, new([bench.Signer.PublicPem])));
        var unknown = Assert.Single(await ListAsync(store, TrustedKeys.None));

        Assert.Equal((CatalogueState.Complete, SignatureVerdict.Trusted, bench.Signer.Fingerprint), (believed.State, believed.Signature, believed.KeyFingerprint));
        Assert.Equal((result.Folder, result.ManifestSha256, result.Manifest.BackupId), (believed.Folder, believed.ManifestSha256, believed.Manifest!.BackupId));
        Assert.Equal((SignatureVerdict.UnknownKey, bench.Signer.Fingerprint), (unknown.Signature, unknown.KeyFingerprint));
    }

    [Fact]
    public async Task A_manifest_that_was_changed_by_one_character_has_a_bad_signature()
    {
        await using var store = new MemoryStore();
        var result = await TakeAsync(store);
        Change(store, result.Folder, manifest => manifest["system"] = "another system");

        var listed = Assert.Single(await ListAsync(store, new([bench.Signer.PublicPem])));

        Assert.Equal(SignatureVerdict.Bad, listed.Signature);
        Assert.Null(listed.KeyFingerprint);
    }

    [Theory]
    [InlineData("../../../etc/passwd.zst.age.0000")]
    [InlineData("orders.bin.zst.age.0001")]
    [InlineData("/abs.zst.age.0000")]
    public async Task A_manifest_that_names_an_object_outside_of_its_folder_is_damaged(string file)
    {
        await using var store = new MemoryStore();
        var result = await TakeAsync(store);
        Change(store, result.Folder, manifest => manifest["streams"]![0]!["slices"]![0]!["file"] = file);

        var listed = Assert.Single(await ListAsync(store, TrustedKeys.None));

        Assert.Equal(CatalogueState.Damaged, listed.State);
        Assert.Null(listed.Manifest);
    }

    [Theory]
    [InlineData("""{"format":1}""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("\u0000\u0001")]
    public async Task What_is_no_manifest_is_reported_and_hides_nothing_else(string content)
    {
        await using var store = new MemoryStore();
        await TakeAsync(store);
        store.Objects["drc/v1/b/billing/20260301T120000Z-0192f0c0a0b07000800000000000abcd/manifest.json"] = (Encoding.UTF8.GetBytes(content), default);

        var listed = await ListAsync(store, TrustedKeys.None);

        Assert.Equal([CatalogueState.Damaged, CatalogueState.Complete], listed.Select(entry => entry.State));
        Assert.NotNull(listed[0].Fault);
    }

    [Fact]
    public async Task Null_in_place_of_any_member_makes_a_manifest_damaged_or_leaves_it_whole_and_never_throws()
    {
        await using var store = new MemoryStore();
        var result = await TakeAsync(store);
        var key = $"{result.Folder}/{StoreLayout.ManifestFile}";
        var original = JsonNode.Parse(store.Objects[key].Content)!;

        foreach (var path in Paths(original, "").ToList())
        {
            var changed = original.DeepClone();
            SetNull(changed, path);
            store.Objects[key] = (Encoding.UTF8.GetBytes(changed.ToJsonString()), default);

            var listed = Assert.Single(await ListAsync(store, TrustedKeys.None));

            Assert.Equal(SignatureVerdict.Bad, listed.Signature);
            Assert.True(listed.Manifest is null || listed.Manifest.Streams.All(stream => stream.Slices.Count > 0), path);
        }
    }

    [Fact]
    public async Task Objects_that_are_missing_or_short_make_a_backup_damaged()
    {
        await using var store = new MemoryStore();
        var result = await TakeAsync(store);
        var slice = $"{result.Folder}/{result.Manifest.Streams[0].Slices[0].File}";
        store.Objects[slice] = (store.Objects[slice].Content[..^1], default);

        var listed = await new StoreCatalogue().ReadAsync(store, TrustedKeys.None, result.Folder, Ct);

        Assert.Equal(CatalogueState.Damaged, listed.State);
        Assert.Contains("orders.bin.zst.age.0000", listed.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_manifest_is_unfinished_and_anything_else_is_foreign()
    {
        await using var store = new MemoryStore();
        var result = await TakeAsync(store);
        store.Objects.TryRemove($"{result.Folder}/{StoreLayout.ManifestFile}", out _);
        store.Objects["drc/v1/b/notes/readme.txt"] = ([1], default);
        store.Objects[$"{result.Folder}/a/deeper.txt"] = ([1], default);

        var listed = await ListAsync(store, TrustedKeys.None);

        Assert.Equal([CatalogueState.Foreign, CatalogueState.Unfinished], listed.Select(entry => entry.State));
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_no_empty_store()
    {
        await using var store = new FaultyStore(new MemoryStore(), failing: 1);

        await Assert.ThrowsAsync<StoreException>(() => ListAsync(store, TrustedKeys.None));
    }

    private async Task<List<CataloguedBackup>> ListAsync(IBackupStore store, TrustedKeys trusted)
    {
        var all = new List<CataloguedBackup>();
        await foreach (var entry in new StoreCatalogue().ListAsync(store, trusted, source: null, Ct))
        {
            all.Add(entry);
        }

        return all;
    }

    private Task<BackupResult> TakeAsync(IBackupStore store) => bench.Engine.RunAsync(bench.Request(new MadeSource(MadeSource.Bytes("orders.bin", EngineBench.Content(100_000))), store), Ct);

    private static void Change(MemoryStore store, string folder, Action<JsonNode> change)
    {
        var key = $"{folder}/{StoreLayout.ManifestFile}";
        var manifest = JsonNode.Parse(store.Objects[key].Content)!;
        change(manifest);
        store.Objects[key] = (Encoding.UTF8.GetBytes(manifest.ToJsonString()), default);
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value, $"{path}/{member.Key}").Prepend($"{path}/{member.Key}")),
        JsonArray items => items.SelectMany((item, index) => Paths(item, $"{path}/{index}").Prepend($"{path}/{index}")),
        _ => [],
    };

    private static void SetNull(JsonNode root, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var parent = parts.SkipLast(1).Aggregate(root, (node, part) => node is JsonArray items ? items[int.Parse(part, null)]! : node[part]!);
        if (parent is JsonArray array)
        {
            array[int.Parse(parts[^1], null)] = null;
        }
        else
        {
            parent[parts[^1]] = null;
        }
    }
}
