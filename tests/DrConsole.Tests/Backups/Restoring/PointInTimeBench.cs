using System.Text;
using DrConsole.Backups;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;
using DrConsole.Database;
using DrConsole.Stores;
using DrConsole.Tests.Backups.Wal;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Restoring;

/// <summary>A console with a policy whose cluster is real: base backups and log lie in a store of the console, encrypted and signed with its own keys, and in its tables.</summary>
internal sealed class PointInTimeBench : IAsyncDisposable
{
    private ManifestSigner _signer = default!;
    private Destination _near = default!;

    public WalBench Wal { get; private set; } = default!;

    public RestoreDesk Desk { get; private set; } = default!;

    public Guid Policy { get; private set; }

    /// <summary>What the stream is asked to do.</summary>
    public WalStreamRequest Shipping { get; private set; } = default!;

    public Guid Store => _near.Id;

    public RestoreRunner Runner => Desk.Console.Get<RestoreRunner>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Makes everything, and starts to ship.</summary>
    public static async Task<PointInTimeBench> CreateAsync(PostgresServer postgres, Action<IServiceCollection>? configure = null)
    {
        var bench = new PointInTimeBench { Desk = await RestoreDesk.CreateAsync(postgres, configure), Wal = await WalBench.CreateAsync() };
        var (console, keys) = (bench.Desk.Console, bench.Desk.Keys);
        await keys.Keys.CreateAsync(console.Admin, TestConsole.NewId(), "customer data", Ct);
        var store = await console.Get<StoreCommands>().CreateAsync(console.Admin, TestConsole.NewId(), new("near", bench.Wal.StoreFolder("near")), Ct);
        bench._near = new(store, "near", await console.Get<StoreDirectory>().OpenAsync(store, Ct));
        bench._signer = await keys.Ring.SignerAsync(Ct);
        bench.Policy = await new BackupSeed(console).PolicyAsync("orders base", policy => policy.StoreIds = [store], bench.Wal.Cluster.Settings());
        var rows = new WalRows(console.Get<IDbContextFactory<DrDbContext>>());
        bench.Shipping = bench.Wal.Request() with
        {
            Source = "orders-base", Destinations = [bench._near], Trusted = new(await keys.Ring.TrustedAsync(Ct)),
            Sealing = new(token => keys.Ring.RecipientsAsync("customer data", token), bench._signer, Level: 1, Guid.CreateVersion7()),
            OnShippedAsync = (record, stores, token) => rows.NoteAsync(bench.Policy, record, stores, token),
        };
        await bench.Wal.StartAsync(bench.Shipping);
        return bench;
    }

    /// <summary>Takes a base backup and has the console know it.</summary>
    public async Task<Guid> TakeBaseAsync()
    {
        var id = Guid.CreateVersion7();
        var result = await new BackupEngine(TimeProvider.System).RunAsync(
            new()
            {
                BackupId = id, RunId = Guid.CreateVersion7(), Source = "orders-base", SourceKind = "postgres-physical", Destinations = [_near], Signer = _signer, Level = 1,
                Recipients = await Desk.Keys.Ring.RecipientsAsync("customer data", Ct), KeyCategory = "customer data",
                From = new PostgresPhysicalSource(Wal.Cluster.Settings(), SourceSecrets.None, new StreamProgress(Wal), TimeProvider.System),
            },
            Ct);
        var manifest = await File.ReadAllTextAsync(Path.Combine(Wal.StoreFolder("near"), result.Folder, StoreLayout.ManifestFile), Encoding.UTF8, Ct);
        var backup = new Backup
        {
            Id = id, PolicyId = Policy, Source = "orders-base", SourceKind = "postgres-physical", SystemName = "Orders", Folder = result.Folder, ConsistentAt = result.Manifest.ConsistentAt,
            StartedAt = result.Manifest.StartedAt, CompletedAt = result.Manifest.CompletedAt, Manifest = manifest, ManifestSha256 = result.ManifestSha256,
        };
        backup.Copies.Add(new() { BackupId = id, StoreId = Store, State = CopyState.Present, CheckedAt = result.Manifest.CompletedAt });
        return await new BackupSeed(Desk.Console).AddAsync(backup, row => row.Id);
    }

    public PostgresClusterTarget Target(string name, DateTimeOffset? until) => new(Path.Combine(Wal.TargetFolder(name), "data"), until);

    public Task<Guid> RequestAsync(Guid backup, PostgresClusterTarget target) =>
        Desk.Commands.RequestAsync(Desk.Console.Commander, TestConsole.NewId(), RestoreDesk.Wish(backup, target), Ct);

    public async Task<RestoreReport> RunAsync(Guid restore)
    {
        Assert.True(await Runner.RunNextAsync(Ct));
        return await Desk.ReadAsync(restore);
    }

    /// <summary>The log as it lies in the store.</summary>
    public async Task<WalArchive> ArchiveAsync() => await WalArchive.ReadAsync(_near.Store, "orders-base", new(await Desk.Keys.Ring.TrustedAsync(Ct)), Ct);

    /// <summary>The name of the segment under way.</summary>
    public async Task<string> SegmentAsync() =>
        WalName.Of(1, Lsn.Parse((string)(await Wal.Cluster.ScalarAsync("SELECT pg_current_wal_lsn()::text"))!), 16 * 1024 * 1024).File(16 * 1024 * 1024);

    public async ValueTask DisposeAsync()
    {
        await Wal.DisposeAsync();
        await _near.Store.DisposeAsync();
        _signer.Dispose();
        await Desk.DisposeAsync();
    }
}
