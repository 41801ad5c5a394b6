using DrConsole.Backups;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Retention;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;
using DrConsole.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Retention;

/// <summary>A console with a policy whose backups really lie in two directories, signed by the console's own key.</summary>
internal sealed class ShelfConsole : IAsyncDisposable
{
    private readonly string _folder;
    private readonly AgePair _keys;

    private ShelfConsole(string folder, TestConsole console, AgePair keys) => (_folder, Console, _keys, Seed) = (folder, console, keys, new(console));

    public TestConsole Console { get; }

    public BackupSeed Seed { get; }

    public Guid Policy { get; private set; }

    public Guid Near { get; private set; }

    public Guid Far { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ShelfConsole> CreateAsync(PostgresServer postgres, string rules = """[{"kind":"count","count":1}]""")
    {
        var folder = Directory.CreateTempSubdirectory("drconsole-shelf-").FullName;
        var console = await TestConsole.CreateAsync(postgres, services => services.AddSingleton(new ConsoleOptions { DataFolder = folder, MasterKeyFile = Path.Combine(folder, "master.key"), NodeId = "shelf" }));
        var shelf = new ShelfConsole(folder, console, await AgePair.MakeAsync());
        shelf.Near = await shelf.Seed.StoreAsync("near", url: $"file://{shelf.PathOf("near")}");
        shelf.Far = await shelf.Seed.StoreAsync("far", url: $"file://{shelf.PathOf("far")}");
        shelf.Policy = await shelf.Seed.PolicyAsync("orders", policy =>
        {
            (policy.Retention, policy.RestoreTestDays, policy.StoreIds) = (rules, 30, [shelf.Near, shelf.Far]);
        });
        return shelf;
    }

    public string DataFolder => _folder;

    public string PathOf(string store) => Directory.CreateDirectory(Path.Combine(_folder, store)).FullName;

    /// <summary>Takes a real backup into both stores and gives it an instant in the past.</summary>
    public async Task<Guid> TakeAsync(double daysAgo, VerificationLevel level = VerificationLevel.Content, Action<BackupCopy>? change = null)
    {
        await using var near = await Console.Get<StoreDirectory>().OpenAsync(Near, Ct);
        await using var far = await Console.Get<StoreDirectory>().OpenAsync(Far, Ct);
        using var signer = await Console.Get<KeyRing>().SignerAsync(Ct);
        var result = await new BackupEngine(TimeProvider.System).RunAsync(new()
        {
            BackupId = Guid.CreateVersion7(), RunId = Guid.CreateVersion7(), Source = "orders", SourceKind = "command", From = new MadeSource(MadeSource.Bytes("orders.bin", EngineBench.Content(10_000))),
            Destinations = [new(Near, "near", near), new(Far, "far", far)], Recipients = [_keys.Recipient], Signer = signer,
        }, Ct);
        var at = TimeProvider.System.GetUtcNow().AddDays(-daysAgo);
        var backup = new Backup
        {
            Id = result.Manifest.BackupId, PolicyId = Policy, Source = "orders", SourceKind = "command", SystemName = "Orders", Folder = result.Folder, ConsistentAt = at, StartedAt = at, CompletedAt = at,
            Manifest = "{}", ManifestSha256 = result.ManifestSha256, VerifiedLevel = level,
        };
        foreach (var store in new[] { Near, Far })
        {
            var copy = new BackupCopy { BackupId = backup.Id, StoreId = store, State = CopyState.Present, CheckedAt = at, VerifiedLevel = level };
            change?.Invoke(copy);
            backup.Copies.Add(copy);
        }

        return await Seed.AddAsync(backup, row => row.Id);
    }

    /// <summary>The half of a deletion that happens in the store.</summary>
    public async Task RemoveFromNearAsync(Guid backup, Guid survivor)
    {
        await using var near = await Console.Get<StoreDirectory>().OpenAsync(Near, Ct);
        using var signer = await Console.Get<KeyRing>().SignerAsync(Ct);
        var copies = await Console.ReadAsync(db => db.Backups.ToDictionaryAsync(row => row.Id, row => new RemovedCopy(row.Id, row.Source, row.Folder, row.ConsistentAt), Ct));
        await new CopyRemoval(near, new(), new(await Console.Get<KeyRing>().TrustedAsync(Ct)), signer).RunAsync(copies[backup], [copies[survivor]], "for a test", TimeProvider.System.GetUtcNow(), Ct);
    }

    /// <summary>Ends the grace of what is marked.</summary>
    public async Task EndGraceAsync()
    {
        await using var db = await Console.Get<IDbContextFactory<DrConsole.Database.DrDbContext>>().CreateDbContextAsync(Ct);
        var past = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await db.BackupCopies.Where(copy => copy.DeletableAt != null).ExecuteUpdateAsync(set => set.SetProperty(copy => copy.DeletableAt, past), Ct);
    }

    public Task<BackupCopy> CopyAsync(Guid backup, Guid store) => Console.ReadAsync(db => db.BackupCopies.AsNoTracking().SingleAsync(copy => copy.BackupId == backup && copy.StoreId == store, Ct));

    public string FolderOf(Guid backup, string store) =>
        Directory.GetDirectories(Path.Combine(PathOf(store), "drc/v1/b/orders")).SingleOrDefault(path => path.EndsWith(backup.ToString("N"), StringComparison.Ordinal)) ?? "";

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        _keys.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
