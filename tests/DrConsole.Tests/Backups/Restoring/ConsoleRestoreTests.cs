using DrConsole.Audit;
using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Database;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace DrConsole.Tests.Backups.Restoring;

public sealed class ConsoleRestoreTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drconsole-lost-").FullName;
    private TestConsole _console = null!;
    private IBackupStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string RestoredKey => Path.Combine(_folder, "restored", "master.key");

    public async ValueTask InitializeAsync()
    {
        _console = await TestConsole.CreateAsync(postgres);
        _store = new StoreOpener(TimeProvider.System).Open(new FolderAddress(Directory.CreateDirectory(Path.Combine(_folder, "store")).FullName), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _console.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_lost_console_comes_back_with_its_evidence_and_opens_its_secrets()
    {
        var incident = await _console.DeclareAsync();
        var wasSealed = _console.Get<SecretBox>().Seal("store:1", new SecretText("of the bucket"));
        var backup = await TakeAsync();
        await _console.Desk.AddNoteAsync(_console.Commander, TestConsole.NewId(), incident, "written after the backup", null, null, Ct);
        await using var empty = await postgres.CreateEmptyDatabaseAsync();

        var result = await RestoreAsync(backup, empty);

        Assert.True(result.Comparison.IsEqual);
        Assert.True(result.Comparison.Compared > 30);
        Assert.Equal("of the bucket", new SecretBox(new MasterKey(RestoredKey)).Open("store:1", wasSealed).Reveal());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(RestoredKey));
        await using var restored = new DrDbContext(DatabaseSetup.Options(empty.AppConnectionString));
        Assert.Equal("Ledger lost", (await restored.Incidents.SingleAsync(Ct)).Title);
        Assert.DoesNotContain(await restored.AuditEntries.Select(entry => entry.Action).ToListAsync(Ct), action => action == "incident.note.added");
    }

    [Fact]
    public async Task The_restored_chain_says_where_it_comes_from_and_is_whole()
    {
        await _console.DeclareAsync();
        var backup = await TakeAsync();
        await using var empty = await postgres.CreateEmptyDatabaseAsync();
        await RestoreAsync(backup, empty);
        var contexts = new Contexts(empty.AppConnectionString);
        var changes = new AuditedChanges(contexts, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<AuditedChanges>.Instance);

        await ConsoleRestore.RecordAsync(changes, contexts, _console.Admin, backup, Ct);

        await using var restored = contexts.CreateDbContext();
        var last = await restored.AuditEntries.Where(entry => entry.Chain == AuditChain.Console).OrderByDescending(entry => entry.Sequence).FirstAsync(Ct);
        Assert.Equal("console.restored", last.Action);
        var data = AuditBody.TryRead(last.Body)!.Data;
        Assert.Equal(backup.Manifest!.BackupId, data.GetProperty("backupId").GetGuid());
        Assert.Equal(last.Sequence - 1, data.GetProperty("lastEntry").GetInt64());
        Assert.True((await new AuditCheck(contexts).VerifyAsync(Ct)).IsIntact);
    }

    [Fact]
    public async Task A_database_that_is_not_empty_is_refused_and_keeps_what_it_has()
    {
        var backup = await TakeAsync();
        await using var other = await TestConsole.CreateAsync(postgres);

        var refusal = await Attempt.Async(() => RestoreAsync(backup, other.Database));

        Assert.IsType<RefusedException>(refusal);
        Assert.False(File.Exists(RestoredKey));
        Assert.Equal(5, await other.ReadAsync(db => db.Users.CountAsync(Ct)));
    }

    [Fact]
    public async Task The_master_key_of_another_console_is_not_overwritten()
    {
        var backup = await TakeAsync();
        new MasterKey(RestoredKey).Bytes();
        var before = await File.ReadAllTextAsync(RestoredKey, Ct);
        await using var empty = await postgres.CreateEmptyDatabaseAsync();

        var refusal = await Attempt.Async(() => RestoreAsync(backup, empty));

        Assert.Equal("master_key_other", Assert.IsType<RefusedException>(refusal).Code);
        Assert.Equal(before, await File.ReadAllTextAsync(RestoredKey, Ct));
        Assert.Equal(0L, await empty.ScalarAsOwnerAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    private async Task<CataloguedBackup> TakeAsync()
    {
        using var signer = ManifestSigner.Create();
        var keys = await AgeKeys.GenerateAsync(Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder, "identity"), keys.Identity.Reveal() + "\n", Ct);
        File.SetUnixFileMode(Path.Combine(_folder, "identity"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var result = await new BackupEngine(TimeProvider.System).RunAsync(
            new()
            {
                BackupId = TestConsole.NewId(), RunId = TestConsole.NewId(), Source = "drconsole", SourceKind = "console", From = _console.Get<SourceFactory>().Create(new ConsoleSettings(), SourceSecrets.None),
                Destinations = [new(Guid.Empty, "store", _store)], Recipients = [keys.Recipient], Signer = signer,
            },
            Ct);
        return await new StoreCatalogue().ReadAsync(_store, new TrustedKeys([signer.PublicPem]), result.Folder, Ct);
    }

    private Task<RestoreResult> RestoreAsync(CataloguedBackup backup, TestDatabase target) =>
        new ConsoleRestore(new(new RestoreSinks(), new BackupReader(), TimeProvider.System), new BackupReader(), RestoredKey)
            .RunAsync(_store, backup, IdentityFile.Open(Path.Combine(_folder, "identity")), target.OwnerConnectionString, target.AppConnectionString, null, Ct);

    private sealed class Contexts(string connection) : IDbContextFactory<DrDbContext>
    {
        public DrDbContext CreateDbContext() => new(DatabaseSetup.Options(connection));
    }
}
