using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DrConsole.Tests.Stores;

public sealed class StoreDirectoryTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("drconsole-store-").FullName;
    private TestConsole _console = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(
            postgres, services => services.AddSingleton(new ConsoleOptions { DataFolder = _folder, MasterKeyFile = Path.Combine(_folder, "master.key"), NodeId = "test" }));
    }

    public async ValueTask DisposeAsync()
    {
        await _console.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_store_opens_by_its_record()
    {
        var directory = await AddAsync(id => new() { Id = id, Name = "disk", Url = $"file://{_folder}", CreatedAt = At });
        var bucket = await AddAsync(id => new()
        {
            Id = id, Name = "bucket", Url = "s3://backups-a?region=eu-central-1", AccessKeyId = "key", SealedSecret = _console.Get<SecretBox>().Seal(StoreDirectory.PurposeOf(id), new SecretText("secret")), CreatedAt = At,
        });

        Assert.Equal(new FolderAddress(_folder), (await _console.Get<StoreDirectory>().OpenAsync(directory, Ct)).Address);
        Assert.Equal("s3://backups-a?region=eu-central-1", (await _console.Get<StoreDirectory>().OpenAsync(bucket, Ct)).Address.Url);
    }

    [Fact]
    public async Task A_secret_of_another_store_does_not_open_this_one()
    {
        var moved = _console.Get<SecretBox>().Seal(StoreDirectory.PurposeOf(Guid.CreateVersion7(At)), new SecretText("secret"));
        var store = await AddAsync(id => new() { Id = id, Name = "bucket", Url = "s3://backups-a?region=eu-central-1", AccessKeyId = "key", SealedSecret = moved, CreatedAt = At });

        Assert.Equal("secret_unreadable", (await Assert.ThrowsAsync<RefusedException>(() => _console.Get<StoreDirectory>().OpenAsync(store, Ct))).Code);
    }

    [Fact]
    public async Task A_bucket_without_credentials_is_refused()
    {
        var store = await AddAsync(id => new() { Id = id, Name = "bucket", Url = "s3://backups-a?region=eu-central-1", CreatedAt = At });

        Assert.Equal("store_credentials_missing", (await Assert.ThrowsAsync<RefusedException>(() => _console.Get<StoreDirectory>().OpenAsync(store, Ct))).Code);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_not_found() => await Assert.ThrowsAsync<NotFoundException>(() => _console.Get<StoreDirectory>().OpenAsync(Guid.CreateVersion7(At), Ct));

    private async Task<Guid> AddAsync(Func<Guid, StoreRecord> record)
    {
        var store = record(Guid.CreateVersion7(At));
        await using var db = await _console.Get<IDbContextFactory<DrDbContext>>().CreateDbContextAsync(Ct);
        db.Stores.Add(store);
        await db.SaveChangesAsync(Ct);
        return store.Id;
    }
}
