using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Policies;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Stores.Folders;
using DrConsole.Tests.Backups;
using DrConsole.Tests.Support;
using DrConsole.Verification;

namespace DrConsole.Tests.Verification;

/// <summary>Real backups in a directory that tests damage, and the engine that examines them.</summary>
public sealed class ProvenShelf : IAsyncLifetime
{
    private readonly string _root = $"/tmp/drconsole-proof-{Environment.ProcessId}-{Path.GetRandomFileName()}";

    public EngineBench Bench { get; } = new();

    public OwnPostgres Postgres { get; private set; } = null!;

    public string Scratch => Path.Combine(_root, "scratch");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Bench.InitializeAsync();
        Postgres = await OwnPostgres.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Postgres.DisposeAsync();
        await Bench.DisposeAsync();
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    /// <summary>Takes a backup of a source into a directory of its own.</summary>
    public async Task<Taken> TakeAsync(IBackupSource source, string kind)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, Path.GetRandomFileName())).FullName;
        var store = new FolderStore(new(folder), TimeProvider.System);
        var result = await Bench.Engine.RunAsync(Bench.Request(source, store) with { SourceKind = kind }, Ct);
        return new(store, folder, result);
    }

    /// <summary>Makes a database with some content and takes a backup of it.</summary>
    public async Task<Taken> TakeDatabaseAsync(string name, string sql)
    {
        await Postgres.CreateAsync(name, sql);
        return await TakeAsync(Postgres.Source(Postgres.Settings(name)), "postgres");
    }

    public VerificationRequest Request(Taken taken, VerificationLevel level, params ContentCheck[] checks) => new()
    {
        RunId = Guid.CreateVersion7(), Store = taken.Store, Folder = taken.Result.Folder, Level = level, Trusted = new([Bench.Signer.PublicPem]), Identities = Bench.Keys.Identity,
        ScratchFolder = Scratch, BackupId = taken.Result.Manifest.BackupId, ManifestSha256 = taken.Result.ManifestSha256, Checks = checks,
    };

    public static Task<VerificationOutcome> RunAsync(VerificationRequest request) =>
        new VerificationEngine(new(), new(), new RestoreEngine(new(), new(), TimeProvider.System), TimeProvider.System).RunAsync(request, Ct);

    public Task<VerificationOutcome> RunAsync(Taken taken, VerificationLevel level, params ContentCheck[] checks) => RunAsync(Request(taken, level, checks));

    /// <summary>Writes a manifest that says something else, with a good signature.</summary>
    public void Sign(Taken taken, Func<Manifest, Manifest> change)
    {
        var bytes = CanonicalJson.Bytes(change(taken.Result.Manifest));
        File.WriteAllBytes(taken.PathOf(StoreLayout.ManifestFile), bytes);
        File.WriteAllBytes(taken.PathOf(StoreLayout.SignatureFile), Bench.Signer.Sign(bytes));
    }
}

/// <summary>A backup in a directory.</summary>
public sealed record Taken(IBackupStore Store, string Root, BackupResult Result)
{
    public string PathOf(string file) => Path.Combine(Root, Result.Folder, file);

    public string Slice(int stream = 0) => PathOf(Result.Manifest.Streams[stream].Slices[0].File);

    public string SliceOf(StreamFormat format) => PathOf(Result.Manifest.Streams.First(stream => stream.Format == format).Slices[0].File);
}
