using System.Text;
using System.Text.Json;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Restoring;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Stores.Folders;
using DrConsole.Stores.S3;
using DrConsole.Tests.Backups.Killed;
using DrConsole.Tests.Support;
using DrConsole.Verification;

namespace DrConsole.Tests.Backups;

/// <summary>Secrets are looked for in every argument, environment, output and stored byte while real tools work with them.</summary>
public sealed class SecretScanTests(EngineBench bench, BulkyServer postgres, MariaDbServer mariaDb, RedisServer redis, CephServer ceph)
    : IClassFixture<EngineBench>, IClassFixture<BulkyServer>, IClassFixture<MariaDbServer>, IClassFixture<RedisServer>, IDisposable
{
    private const string Password = "hunter2-never-to-be-seen";
    private readonly ScratchFolder _folder = new();
    private readonly PrivateFolder _secrets = PrivateFolder.Create();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Identity => bench.Keys.Secret.Reveal();

    public void Dispose()
    {
        _secrets.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_password_of_MariaDB_shows_nowhere_while_it_is_backed_up_and_restored()
    {
        await mariaDb.AskAsync(
            "CREATE DATABASE shop", "CREATE TABLE shop.item (id INT PRIMARY KEY, word TEXT)", "INSERT INTO shop.item SELECT seq, REPEAT(MD5(seq), 4) FROM shop.seq_1_to_30000",
            "CREATE USER scanned@localhost IDENTIFIED BY '" + Password + "'", "GRANT ALL ON *.* TO scanned@localhost");
        var (store, file, url) = (Folder("store"), _secrets.Write("mariadb", Password + "\n"), $"mariadb://scanned@localhost/shop?socket={mariaDb.Socket}");

        await ScanAsync(
            ["run", "--source", url, "--password-file", file, "--name", "shop", "--to", store, "--recipient", bench.Keys.Recipient, "--level", "1"], ["mariadb-dump", "mariadb", "age"], Password);
        NothingIn(store, Password);
        await ScanAsync(
            ["restore", "--from", store, "--backup", "latest", "--identity", bench.Keys.Identity.Path, "--to", $"mariadb://scanned@localhost?socket={mariaDb.Socket}", "--database", "again",
                "--password-file", file, "--confirm", mariaDb.Target("again").Identity], ["mariadb", "age"], Password, Identity);

        Assert.Equal("30000", (await mariaDb.AskAsync("SELECT COUNT(*) FROM again.item"))[0][0]);
    }

    [Fact]
    public async Task The_password_of_Redis_shows_nowhere_while_it_is_backed_up()
    {
        await redis.AskAsync(["FLUSHALL", .. Enumerable.Range(0, 3000).Select(number => $"SET key:{number} {Convert.ToHexString(EngineBench.Content(1000, number))}")]);
        var (store, file) = (Folder("store"), _secrets.Write("redis", RedisServer.Password + "\n"));

        await ScanAsync(
            ["run", "--source", $"redis://{Uri.EscapeDataString(redis.Socket)}", "--password-file", file, "--name", "cache", "--to", store, "--recipient", bench.Keys.Recipient, "--level", "1"], ["redis-cli", "age"], RedisServer.Password);

        NothingIn(store, RedisServer.Password);
    }

    [Fact]
    public async Task The_keys_of_a_bucket_reach_no_program_that_a_backup_starts()
    {
        const string Secret = "bucket-key-never-to-be-seen"; // not the test server's own, which stands in its script's environment
        await ceph.StartAsync();
        await ceph.AdministerAsync("user", "create", "--uid=scanned", "--display-name=scanned", "--access-key=scanned", $"--secret-key={Secret}");
        var keys = new StoreCredentials("scanned", new(Secret));
        var bucket = await ceph.CreateBucketAsync(credentials: keys);
        var source = Folder("source");
        await File.WriteAllBytesAsync(Path.Combine(source, "orders.bin"), EngineBench.Content(20_000_000), Ct);

        // From the environment they stand in that of the command line itself, where the user has put them, and in no other.
        var scan = await RunAsync(
            ["run", "--source", $"files://{source}", "--name", "files", "--to", bucket.Url, "--recipient", bench.Keys.Recipient, "--level", "1"], [("AWS_ACCESS_KEY_ID", keys.AccessKeyId), ("AWS_SECRET_ACCESS_KEY", Secret)], Secret);
        Assert.Contains("age", scan.Programs);
        Assert.All(scan.Exposures, exposure => Assert.Matches(@"^(dotnet|\.NET [^:]*): environ$", exposure)); // threads of its own have names of their own
        var credentials = _secrets.Write("s3", $"aws_access_key_id = {keys.AccessKeyId}\naws_secret_access_key = {Secret}\n");
        await ScanAsync(["verify", "--from", bucket.Url, "--credentials", credentials, "--backup", "latest", "--identity", bench.Keys.Identity.Path], ["age"], Secret, Identity);

        await using var store = new S3Store(bucket, keys, TimeProvider.System, new());
        await foreach (var stored in store.ListAsync("", Ct))
        {
            await using var content = await store.ReadAsync(stored.Key, null, Ct);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, Ct);
            Assert.True(bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) < 0, stored.Key);
        }
    }

    [Fact]
    public async Task Neither_the_targets_password_nor_the_identity_shows_while_PostgreSQL_is_restored_or_the_restore_fails()
    {
        var (server, store) = (postgres.Server, new FolderStore(new(Folder("store")), TimeProvider.System));
        await server.ExecuteAsync("postgres", $"CREATE ROLE restorer LOGIN SUPERUSER PASSWORD '{Password}'");
        var taken = await bench.Engine.RunAsync(bench.Request(server.Source(server.Settings("orders") with { Globals = false }), store) with { SourceKind = "postgres" }, Ct);
        await server.AskForPasswordsAsync();
        RestoreResult? result = null;
        Exception? failure = null;

        var scan = await SecretScan.DuringAsync(async () => result = await RestoreAsync("restored", Password), Password, Identity);
        var failed = await SecretScan.DuringAsync(async () => failure = await Attempt.Async(() => RestoreAsync("not_restored", Password + "-wrong")), Password);

        Assert.Superset(new HashSet<string>(["pg_restore", "age"], StringComparer.Ordinal), scan.Programs.ToHashSet(StringComparer.Ordinal));
        Assert.Empty(scan.Exposures.Concat(failed.Exposures));
        Assert.DoesNotContain(Password, JsonSerializer.Serialize(result), StringComparison.Ordinal);
        Assert.IsType<RefusedException>(failure);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);

        async Task<RestoreResult> RestoreAsync(string database, string password) => await new RestoreEngine(new(), new(), TimeProvider.System).RunAsync(
            new()
            {
                Store = store, Folder = taken.Folder, Manifest = taken.Manifest, Identities = bench.Keys.Identity, Target = new PostgresTarget(server.Host, 5432, "restorer", database), Password = new(password),
            },
            Ct);
    }

    [Fact]
    public async Task The_identity_shows_nowhere_while_a_backup_is_restored_as_a_test()
    {
        var store = new FolderStore(new(Folder("store")), TimeProvider.System);
        var taken = await bench.Engine.RunAsync(bench.Request(postgres.Server.Source(postgres.Server.Settings("orders") with { Globals = false }), store) with { SourceKind = "postgres" }, Ct);
        VerificationOutcome? outcome = null;

        var scan = await SecretScan.DuringAsync(
            async () => outcome = await new VerificationEngine(new(), new(), new(new(), new(), TimeProvider.System), TimeProvider.System).RunAsync(
                new()
                {
                    RunId = Guid.CreateVersion7(), Store = store, Folder = taken.Folder, Level = VerificationLevel.Content, Trusted = new([bench.Signer.PublicPem]), Identities = bench.Keys.Identity, ScratchFolder = Folder("scratch"),
                },
                Ct),
            Identity);

        Assert.True(outcome!.Verdict == Verdict.Pass, outcome.Fault);
        Assert.Superset(new HashSet<string>(["pg_restore", "postgres", "age"], StringComparer.Ordinal), scan.Programs.ToHashSet(StringComparer.Ordinal));
        Assert.Empty(scan.Exposures);
        Assert.DoesNotContain(Identity, JsonSerializer.Serialize(outcome.Report), StringComparison.Ordinal);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    // The command line ends well, meets these programs, and shows none of the secrets.
    private async Task ScanAsync(string[] arguments, string[] programs, params string[] secrets)
    {
        var scan = await RunAsync(arguments, [], secrets);
        Assert.Superset(programs.ToHashSet(StringComparer.Ordinal), scan.Programs.ToHashSet(StringComparer.Ordinal));
        Assert.Empty(scan.Exposures);
    }

    private async Task<SecretScan> RunAsync(string[] arguments, (string Name, string Value)[] environment, params string[] secrets)
    {
        (int Id, int Code, string Output, string Error) ended = default;
        var scan = await SecretScan.DuringAsync(async () => ended = await RealCli.RunAsync(arguments, [("XDG_CONFIG_HOME", Path.Combine(_folder.Path, "config")), .. environment]), secrets);
        Assert.True(ended.Code == 0, ended.Error);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, ended.Output + ended.Error, StringComparison.Ordinal));
        return scan;
    }

    private static void NothingIn(string store, string secret) =>
        Assert.All(Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories), file => Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, file));
}
