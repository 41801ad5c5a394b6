using System.Text.Json;
using DrConsole.Access;
using DrConsole.Backups.Format;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Keys;
using DrConsole.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Backups.Restoring;

/// <summary>A console that knows a backup with one copy, and asks for restores of it.</summary>
internal sealed class RestoreDesk : IAsyncDisposable
{
    public KeyConsole Keys { get; private set; } = default!;

    public TestConsole Console => Keys.Console;

    public ManualTime Time => Keys.Time;

    public RestoreCommands Commands => Console.Get<RestoreCommands>();

    public IRestoreQueries Queries => Console.Get<IRestoreQueries>();

    public Guid BackupId { get; } = TestConsole.NewId();

    public Guid StoreId { get; } = TestConsole.NewId();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<RestoreDesk> CreateAsync(PostgresServer postgres, Action<IServiceCollection>? configure = null)
    {
        var desk = new RestoreDesk { Keys = await KeyConsole.CreateAsync(postgres, configure) };
        await desk.AddBackupAsync(desk.BackupId, "postgres");
        return desk;
    }

    public static PostgresTarget Empty(string database = "orders_restored") => new("db.example", 5432, "restorer", database);

    public static PostgresTarget Overwriting() => Empty("orders") with { Overwrite = true };

    public static RestoreWish Wish(Guid backupId, RestoreTarget target) => new(backupId, target, target.Identity);

    public Task<Guid> RequestAsync(RestoreTarget target, Actor? actor = null) =>
        Commands.RequestAsync(actor ?? Console.Commander, TestConsole.NewId(), Wish(BackupId, target), Ct);

    public async Task<DateTimeOffset> ApproveAsync(Guid restore, Actor? actor = null) =>
        await Commands.ApproveAsync(actor ?? Console.Manager, TestConsole.NewId(), restore, (await ReadAsync(restore)).RequestSha256, KnownPassword.Right, Ct);

    public async Task<RestoreReport> ReadAsync(Guid restore) => (await Queries.ReadAsync(restore, Ct))!;

    /// <summary>A row as the engine leaves it, without a store behind it.</summary>
    public async Task AddBackupAsync(Guid id, string kind)
    {
        var manifest = new Manifest
        {
            BackupId = id, Source = "orders", SourceKind = kind, StartedAt = Time.GetUtcNow(), ConsistentAt = Time.GetUtcNow(), CompletedAt = Time.GetUtcNow(), MadeBy = "test", Facts = new(),
        };
        var json = JsonSerializer.Serialize(manifest, CanonicalJson.Options).Replace("'", "''", StringComparison.Ordinal);
        await Console.Database.ExecuteAsOwnerAsync(
            $"""
            INSERT INTO store (id, name, url, is_removable, created_at) VALUES ('{StoreId}', 'first store', 'file:///nowhere', false, now()) ON CONFLICT DO NOTHING;
            INSERT INTO backup (id, source, source_kind, folder, consistent_at, started_at, completed_at, plain_bytes, stored_bytes, manifest, manifest_sha256, depends_on)
            VALUES ('{id}', 'orders', '{kind}', 'drc/v1/b/orders/{id:N}', '{Time.GetUtcNow():O}', '{Time.GetUtcNow():O}', '{Time.GetUtcNow():O}', 10, 10, '{json}', 'x', ARRAY[]::uuid[]);
            INSERT INTO backup_copy (backup_id, store_id, state, checked_at) VALUES ('{id}', '{StoreId}', 'Present', now());
            """);
    }

    public ValueTask DisposeAsync() => Keys.DisposeAsync();
}
