using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups;

public sealed class BackupFaultTests(EngineBench bench) : IClassFixture<EngineBench>
{
    private static readonly byte[] Small = EngineBench.Content(50_000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Whichever_call_of_the_store_fails_the_run_is_loud_and_leaves_a_good_backup_or_none_and_the_next_run_converges(bool afterwards, bool forGood)
    {
        for (var failing = 1; ; failing++)
        {
            await using var store = new MemoryStore();
            var faulty = new FaultyStore(store, failing, afterwards, forGood);
            var failure = await Record.ExceptionAsync(() => bench.Engine.RunAsync(bench.Request(Source(), faulty), Ct));

            Assert.True(failure is null or BackupFailedException, $"call {failing}: {failure}");
            await EnsureOnlyGoodBackupsAsync(store, $"call {failing}");
            Assert.True(failure is not null || await CountAsync(store) == 1, $"call {failing}: the run said that it was done and there is no backup");

            await bench.Engine.RunAsync(bench.Request(Source(), store) with { AbandonedBefore = DateTimeOffset.MaxValue }, Ct);
            await EnsureOnlyGoodBackupsAsync(store, $"after call {failing}");
            Assert.Equal(0, store.OpenUploads);
            Assert.DoesNotContain(await ListAsync(store), entry => entry.State != CatalogueState.Complete);
            if (faulty.Calls < failing)
            {
                Assert.True(failing > 8, "the sweep met fewer calls than a run makes");
                return;
            }
        }
    }

    [Fact]
    public async Task Whichever_call_of_one_store_fails_the_other_has_its_backup_and_the_loss_is_told()
    {
        for (var failing = 1; ; failing++)
        {
            await using var good = new MemoryStore("good");
            await using var bad = new MemoryStore("bad");
            var faulty = new FaultyStore(bad, failing, forGood: true);
            var result = await bench.Engine.RunAsync(bench.Request(Source(), good, faulty), Ct);

            Assert.True(result.Copies[0].IsComplete, result.Copies[0].Fault);
            Assert.Equal(Small, await bench.ReadAsync(good, result));
            await EnsureOnlyGoodBackupsAsync(bad, $"call {failing}");
            Assert.Equal(result.Copies[1].IsComplete, await CountAsync(bad) == 1);
            Assert.Equal(result.Copies[1].IsComplete, result.Copies[1].Fault is null);
            if (faulty.Calls < failing)
            {
                Assert.False(result.IsDegraded);
                return;
            }
        }
    }

    [Fact]
    public async Task A_store_that_hangs_is_left_behind_while_the_other_goes_on()
    {
        await using var good = new MemoryStore("good");
        await using var hanging = new HangingStore(new MemoryStore("hanging"));
        var content = EngineBench.Content(150 * 1024 * 1024);
        var request = bench.Request(new MadeSource(MadeSource.Bytes("orders.bin", content)), good, hanging) with { StallLimit = TimeSpan.FromSeconds(8) }; // longer than a busy machine holds up the good one

        var result = await bench.Engine.RunAsync(request, Ct);

        Assert.True(result.Copies[0].IsComplete);
        Assert.False(result.Copies[1].IsComplete);
        Assert.Contains("took nothing", result.Copies[1].Fault, StringComparison.Ordinal);
        Assert.Equal(content, await bench.ReadAsync(good, result));
    }

    [Fact]
    public async Task A_source_that_hangs_fails_the_run()
    {
        await using var store = new MemoryStore();
        var request = bench.Request(new MadeSource(MadeSource.Shell("orders.bin", "head -c 100000 /dev/zero; exec sleep 1000")), store) with { StallLimit = TimeSpan.FromSeconds(1) };

        var failure = await Assert.ThrowsAsync<BackupFailedException>(() => bench.Engine.RunAsync(request, Ct));

        Assert.Equal("source_stalled", failure.Code);
        Assert.Empty(store.Keys);
    }

    [Fact]
    public async Task When_age_is_killed_the_run_fails_and_says_so()
    {
        await using var store = new MemoryStore();
        var request = bench.Request(new MadeSource(MadeSource.Shell("orders.bin", "head -c 30000000 /dev/urandom; exec sleep 1000")), store);
        var running = bench.Engine.RunAsync(request, Ct);
        await Until.TrueAsync(() => KillAge(request.RunId));

        var failure = await Assert.ThrowsAsync<BackupFailedException>(() => running);

        Assert.Equal("age_failed", failure.Code);
        Assert.Empty(store.Keys);
    }

    [Fact]
    public async Task A_cancelled_run_leaves_nothing_and_no_child()
    {
        await using var store = new MemoryStore();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var request = bench.Request(new MadeSource(MadeSource.Shell("orders.bin", "head -c 30000000 /dev/urandom; exec sleep 1000")), store);
        var running = bench.Engine.RunAsync(request, cancelled.Token);
        await Until.TrueAsync(() => store.OpenUploads == 1);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Empty(store.Keys);
        Assert.Equal(0, store.OpenUploads);
        Assert.Empty(ChildrenOf(request.RunId));
    }

    [Fact]
    public async Task An_archive_cut_within_its_contents_is_no_backup_though_its_tool_ended_well()
    {
        await using var store = new MemoryStore();
        var source = new MadeSource(MadeSource.Bytes("orders.pgdump", [.. "PGDMP"u8, 1, 14, 0, 4, 8, 1, 1, 1], StreamFormat.PostgresArchive));

        var failure = await Assert.ThrowsAsync<BackupFailedException>(() => bench.Engine.RunAsync(bench.Request(source, store), Ct));

        Assert.Equal("archive_unreadable", failure.Code);
        Assert.Empty(store.Keys);
    }

    [Theory]
    [InlineData(StreamFormat.PostgresSql)]
    [InlineData(StreamFormat.MariaDbSql)]
    [InlineData(StreamFormat.Tar)]
    [InlineData(StreamFormat.RedisRdb)]
    [InlineData(StreamFormat.MongoArchive)]
    public async Task A_stream_without_the_end_of_its_format_is_no_backup(StreamFormat format)
    {
        await using var store = new MemoryStore();
        var source = new MadeSource(MadeSource.Bytes("orders.bin", Small, format));

        var failure = await Assert.ThrowsAsync<BackupFailedException>(() => bench.Engine.RunAsync(bench.Request(source, store), Ct));

        Assert.Equal("stream_not_whole", failure.Code);
        Assert.Empty(store.Keys);
    }

    [Fact]
    public async Task A_source_that_fails_at_its_end_leaves_no_backup()
    {
        await using var store = new MemoryStore();
        var source = new MadeSource(MadeSource.Bytes("orders.bin", Small)) { Finishing = () => throw new RefusedException("moved", "The primary has changed.") };

        var failure = await Assert.ThrowsAsync<BackupFailedException>(() => bench.Engine.RunAsync(bench.Request(source, store), Ct));

        Assert.Equal("moved", failure.Code);
        Assert.Empty(store.Keys);
    }

    [Fact]
    public async Task A_missing_copy_is_completed_from_its_sibling_and_a_damaged_object_is_replaced()
    {
        await using var from = new MemoryStore("from");
        await using var to = new MemoryStore("to");
        var result = await new BackupEngine(TimeProvider.System) { PartsPerObject = 1 }.RunAsync(bench.Request(new MadeSource(MadeSource.Bytes("orders.bin", EngineBench.Content(40 * 1024 * 1024))), from), Ct);
        var entry = await new StoreCatalogue().ReadAsync(from, TrustedKeys.None, result.Folder, Ct);

        var first = await new CopyCompletion().RunAsync(entry, from, to, WriteOptions.Plain, Ct);
        Assert.Equal(from.Keys, to.Keys);
        to.Objects[$"{result.Folder}/orders.bin.zst.age.0001"].Content[77] ^= 1;
        var second = await new CopyCompletion().RunAsync(entry, from, to, WriteOptions.Plain, Ct);

        Assert.Equal(result.Manifest.StoredBytes, first.CopiedBytes);
        Assert.Equal(Part.Size, second.CopiedBytes);
        Assert.Equal(await bench.ReadAsync(from, result), await bench.ReadAsync(to, result));
    }

    [Fact]
    public async Task A_damaged_sibling_gives_no_copy_and_no_manifest()
    {
        await using var from = new MemoryStore("from");
        await using var to = new MemoryStore("to");
        var result = await bench.Engine.RunAsync(bench.Request(Source(), from), Ct);
        var entry = await new StoreCatalogue().ReadAsync(from, TrustedKeys.None, result.Folder, Ct);
        from.Objects[$"{result.Folder}/orders.bin.zst.age.0000"].Content[77] ^= 1;

        await Assert.ThrowsAsync<StoreException>(() => new CopyCompletion().RunAsync(entry, from, to, WriteOptions.Plain, Ct));

        Assert.DoesNotContain(to.Keys, key => key.EndsWith(StoreLayout.ManifestFile, StringComparison.Ordinal));
        Assert.Equal(0, to.OpenUploads);
    }

    private static MadeSource Source() => new(MadeSource.Bytes("orders.bin", Small));

    private static async Task<List<CataloguedBackup>> ListAsync(IBackupStore store)
    {
        var entries = new List<CataloguedBackup>();
        await foreach (var entry in new StoreCatalogue().ListAsync(store, TrustedKeys.None, source: null, Ct))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private static async Task<int> CountAsync(IBackupStore store) => (await ListAsync(store)).Count(entry => entry.State == CatalogueState.Complete);

    private async Task EnsureOnlyGoodBackupsAsync(MemoryStore store, string when)
    {
        foreach (var entry in await ListAsync(store))
        {
            Assert.True(entry.State is CatalogueState.Complete or CatalogueState.Unfinished, $"{when}: {entry.Fault}");
            if (entry.Manifest is { } manifest)
            {
                await using var plain = await new BackupReader().OpenAsync(store, entry.Folder, manifest.Streams[0], bench.Keys.Identity, Ct);
                await plain.CopyToAsync(Stream.Null, Ct);
            }
        }
    }

    private static bool KillAge(Guid run)
    {
        var ages = ChildrenOf(run).Where(id => File.ReadAllText($"/proc/{id}/cmdline").Contains("--encrypt", StringComparison.Ordinal)).ToList();
        ages.ForEach(id => System.Diagnostics.Process.GetProcessById(id).Kill());
        return ages.Count > 0;
    }

    private static List<int> ChildrenOf(Guid run) => [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, null)).Where(id => Serves(id, run))];

    private static bool Serves(int id, Guid run)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ").Contains($"{ChildProcess.ServesVariable}={run}", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Takes two parts and then nothing, whatever it is told.</summary>
    private sealed class HangingStore(MemoryStore inner) : IBackupStore
    {
        public StoreAddress Address => inner.Address;

        public Task<StoredObject?> FindAsync(string key, CancellationToken ct) => inner.FindAsync(key, ct);

        public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken ct) => inner.ListAsync(prefix, ct);

        public Task<Stream> ReadAsync(string key, string? version, CancellationToken ct) => inner.ReadAsync(key, version, ct);

        public Task<bool> CreateAsync(string key, ReadOnlyMemory<byte> content, WriteOptions options, CancellationToken ct) => inner.CreateAsync(key, content, options, ct);

        public async Task<IObjectUpload> BeginUploadAsync(string key, WriteOptions options, CancellationToken ct) => new Upload(await inner.BeginUploadAsync(key, options, ct));

        public Task DeleteAsync(string key, CancellationToken ct) => inner.DeleteAsync(key, ct);

        public Task SetHoldAsync(string key, bool isHeld, CancellationToken ct) => inner.SetHoldAsync(key, isHeld, ct);

        public Task<int> SweepUploadsAsync(string prefix, DateTimeOffset begunBefore, CancellationToken ct) => inner.SweepUploadsAsync(prefix, begunBefore, ct);

        public Task<StoreFacts> ProbeAsync(CancellationToken ct) => inner.ProbeAsync(ct);

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        private sealed class Upload(IObjectUpload upload) : IObjectUpload
        {
            private int _parts;

            public Task WriteAsync(Part part, CancellationToken ct) => ++_parts <= 2 ? upload.WriteAsync(part, ct) : new TaskCompletionSource().Task;

            public Task<StoredObject> CompleteAsync(CancellationToken ct) => upload.CompleteAsync(ct);

            public Task AbortAsync(CancellationToken ct) => upload.AbortAsync(ct);

            public ValueTask DisposeAsync() => upload.DisposeAsync();
        }
    }
}
