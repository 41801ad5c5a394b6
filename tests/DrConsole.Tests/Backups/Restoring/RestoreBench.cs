using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Restoring;

/// <summary>A console with a real backup of a real database in two directories, encrypted and signed with its own keys.</summary>
internal sealed class RestoreBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drconsole-restore-").FullName;

    public RestoreDesk Desk { get; private set; } = default!;

    public Guid BackupId { get; } = TestConsole.NewId();

    public IReadOnlyList<Guid> Stores { get; private set; } = [];

    public string BackupFolder { get; private set; } = "";

    public RestoreRunner Runner => Desk.Console.Get<RestoreRunner>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<RestoreBench> CreateAsync(PostgresServer postgres, OwnPostgres source)
    {
        var bench = new RestoreBench { Desk = await RestoreDesk.CreateAsync(postgres) };
        await bench.BackUpAsync(source);
        return bench;
    }

    public Task<Guid> RequestAsync(RestoreTarget target, Guid? incident = null) => Desk.Commands.RequestAsync(
        Desk.Console.Commander, TestConsole.NewId(), RestoreDesk.Wish(BackupId, target) with { IncidentId = incident, Password = new("swordfish-42") }, Ct);

    public string PathOf(int store) => Path.Combine(_folder, $"store-{store}", BackupFolder);

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BackUpAsync(OwnPostgres source)
    {
        var (console, keys) = (Desk.Console, Desk.Keys);
        await keys.Keys.CreateAsync(console.Admin, TestConsole.NewId(), "customer data", Ct);
        var destinations = new List<Destination>();
        for (var i = 0; i < 2; i++)
        {
            var place = Directory.CreateDirectory(Path.Combine(_folder, $"store-{i}")).FullName;
            var id = await console.Get<StoreCommands>().CreateAsync(console.Admin, TestConsole.NewId(), new($"store {i}", place), Ct);
            destinations.Add(new(id, $"store {i}", await console.Get<StoreDirectory>().OpenAsync(id, Ct)));
        }

        using var signer = await keys.Ring.SignerAsync(Ct);
        var result = await console.Get<BackupEngine>().RunAsync(
            new()
            {
                BackupId = BackupId, RunId = TestConsole.NewId(), Source = "orders", SourceKind = "postgres", From = source.Source(source.Settings("orders")), Destinations = destinations,
                Recipients = await keys.Ring.RecipientsAsync("customer data", Ct), KeyCategory = "customer data", Signer = signer,
            },
            Ct);
        (Stores, BackupFolder) = ([.. destinations.Select(destination => destination.Id)], result.Folder);
        var json = await File.ReadAllTextAsync(Path.Combine(PathOf(0), StoreLayout.ManifestFile), Encoding.UTF8, Ct);
        var copies = string.Join(',', Stores.Select(store => $"('{BackupId}', '{store}', 'Present', now())"));
        await console.Database.ExecuteAsOwnerAsync(
            $"""
            INSERT INTO backup (id, source, source_kind, folder, consistent_at, started_at, completed_at, plain_bytes, stored_bytes, manifest, manifest_sha256, depends_on)
            VALUES ('{BackupId}', 'orders', 'postgres', '{result.Folder}', now(), now(), now(), 10, 10, '{json.Replace("'", "''", StringComparison.Ordinal)}', '{result.ManifestSha256}', ARRAY[]::uuid[]);
            INSERT INTO backup_copy (backup_id, store_id, state, checked_at) VALUES {copies};
            """);
    }
}
