using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources;
using DrConsole.Backups.Wal;
using DrConsole.Backups.Wal.Recovery;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>A cluster, two stores, keys, and the stream between them.</summary>
internal sealed class WalBench : IAsyncDisposable
{
    public const string Source = "orders";

    private const UnixFileMode AnybodysFolder = (UnixFileMode)0b111_111_111;

    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private WalBench(WalCluster cluster, string folder, AgeKeyPair keys)
    {
        (Cluster, Folder, Keys) = (cluster, folder, keys);
        Stores = [.. ((string[])["near", "far"]).Select(name => new Destination(Guid.CreateVersion7(), name, OpenStore(name)))];
    }

    public WalCluster Cluster { get; set; }

    public string Folder { get; }

    public AgeKeyPair Keys { get; }

    public ManifestSigner Signer { get; } = ManifestSigner.Create();

    public IReadOnlyList<Destination> Stores { get; }

    public IBackupStore Near => Stores[0].Store;

    public List<BaseBackup> Bases { get; } = [];

    public WalFlow? Stream { get; private set; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<WalBench> CreateAsync()
    {
        var folder = Support.ServerFolder.New("walbench");
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, AnybodysFolder); // the recovered servers run as another user where the tests are root
        return new(await WalCluster.CreateAsync(), folder, await AgeKeys.GenerateAsync(Ct));
    }

    public string StoreFolder(string name) => Path.Combine(Folder, name);

    public TrustedKeys Trusted => new([Signer.PublicPem]);

    public WalStreamRequest Request(PostgresPhysicalSettings? settings = null) => new()
    {
        Source = Source, Settings = settings ?? Cluster.Settings(), Secrets = SourceSecrets.None, Destinations = Stores, Folder = Path.Combine(Folder, "state"), Trusted = Trusted,
        Sealing = new(_ => Task.FromResult<IReadOnlyList<string>>([Keys.Recipient]), Signer, Level: 1, Guid.CreateVersion7()), LeastFreeBytes = 0,
    };

    /// <summary>Starts the stream, perhaps after it was stopped, and waits until log arrives.</summary>
    public async Task StartAsync(WalStreamRequest? request = null)
    {
        if (_stop.IsCancellationRequested)
        {
            _stop.Dispose();
            _stop = new();
        }

        Stream = new(request ?? Request(), TimeProvider.System);
        var stop = _stop.Token;
        _running = Stream.RunAsync(stop);
        await Support.Until.TrueAsync(() => Stream.State is { ReceiverFault: null, CoversUntil: not null, IsCluster: true });
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        if (Stream is { } stream)
        {
            Stream = null;
            await stream.DisposeAsync();
        }
    }

    /// <summary>Another server takes the cluster's place, and the stream begins anew.</summary>
    public async Task RestartAsync(WalCluster? other = null)
    {
        await StopAsync();
        if (other is not null)
        {
            await Cluster.DisposeAsync();
            Cluster = other;
        }

        await StartAsync();
    }

    /// <summary>Waits until every store covers what was committed until now.</summary>
    public async Task CoveredAsync()
    {
        var now = new DateTimeOffset((DateTime)(await Cluster.ScalarAsync("SELECT clock_timestamp()"))!, TimeSpan.Zero);
        await Support.Until.TrueAsync(() => Stream!.State.CoversUntil >= now, () => $"Since {now:O}: {Stream!.State}, {string.Join(", ", Stream.State.StoreFaults.Values)}");
    }

    /// <summary>Takes a base backup into both stores.</summary>
    public async Task<BaseBackup> TakeBaseAsync(IWalProgress? progress)
    {
        var result = await new BackupEngine(TimeProvider.System).RunAsync(new()
        {
            BackupId = Guid.CreateVersion7(), RunId = Guid.CreateVersion7(), Source = Source, SourceKind = "postgres-physical", Destinations = Stores, Recipients = [Keys.Recipient], Signer = Signer, Level = 1,
            From = new PostgresPhysicalSource(Cluster.Settings(), SourceSecrets.None, progress, TimeProvider.System),
        }, Ct);
        Assert.False(result.IsDegraded);
        var taken = new BaseBackup(result.Folder, result.Manifest);
        Bases.Add(taken);
        return taken;
    }

    public Task<BaseBackup> TakeBaseAsync() => TakeBaseAsync(new StreamProgress(this));

    /// <summary>Recovers into a new directory FOLDER/data.</summary>
    public async Task<ClusterRestoreResult> RestoreAsync(string name, DateTimeOffset? until = null, Func<ClusterRestoreRequest, ClusterRestoreRequest>? change = null)
    {
        using var secrets = PrivateFolder.Create();
        var identities = new IdentityFile(secrets.Write("identity", Keys.Identity.Reveal() + "\n"));
        var request = new ClusterRestoreRequest
        {
            Store = OpenStore("near"), Source = Source, Bases = Bases, Trusted = Trusted, IdentitiesAsync = (_, _) => Task.FromResult(identities),
            Folder = Path.Combine(TargetFolder(name), "data"), Until = until,
        };
        return await ClusterRestore.RunAsync(change?.Invoke(request) ?? request, TimeProvider.System, Ct);
    }

    /// <summary>A folder for a recovered cluster, as <see cref="WalCluster.OpenAsync"/> wants it.</summary>
    public string TargetFolder(string name)
    {
        var folder = Path.Combine(Folder, name);
        MakeTarget(folder);
        return folder;
    }

    /// <summary>Makes a folder for a recovered cluster.</summary>
    public static void MakeTarget(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(Path.Combine(folder, "socket"));
            if (Environment.IsPrivilegedProcess)
            {
                using var chown = System.Diagnostics.Process.Start("chown", ["-R", "postgres:", folder]);
                chown.WaitForExit();
            }
        }
    }

    /// <summary>The rows of a recovered cluster.</summary>
    public async Task<IReadOnlyList<int>> IdsOfAsync(string name)
    {
        await using var cluster = await WalCluster.OpenAsync(TargetFolder(name));
        return await cluster.IdsAsync();
    }

    public Task<WalArchive> ArchiveAsync(string store = "near") => WalArchive.ReadAsync(OpenStore(store), Source, Trusted, Ct);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Cluster.DisposeAsync();
        Signer.Dispose();
        _stop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }


    private IBackupStore OpenStore(string name)
    {
        Directory.CreateDirectory(StoreFolder(name));
        return new StoreOpener(TimeProvider.System).Open(new FolderAddress(StoreFolder(name)));
    }
}
