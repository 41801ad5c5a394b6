using System.Text.Json.Nodes;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Restoring;
using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Stores.Folders;
using DrConsole.Stores.S3;
using DrConsole.Tests.Backups.Sources;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Restoring;

/// <summary>One backup by every way that there is to restore it.</summary>
public sealed class RestorePathsTests(PostgresServer postgres, OrdersServer orders, MariaDbServer mariaDb, CephServer ceph, EngineBench engine)
    : IClassFixture<OrdersServer>, IClassFixture<MariaDbServer>, IClassFixture<EngineBench>, IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly PrivateFolder _secrets = PrivateFolder.Create();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _secrets.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_page_the_command_line_and_the_script_beside_the_backup_in_S3_give_the_same_fingerprint()
    {
        var server = orders.Server;
        await using var bench = await RestoreBench.CreateAsync(postgres, server);
        var bucket = await ceph.CreateBucketAsync();
        var (identity, fingerprint) = await KeysAsync(bench);
        await CopyAsync(bench.PathOf(0)[..^(bench.BackupFolder.Length + 1)], bucket);

        var page = await bench.RequestAsync(new PostgresTarget(server.Host, 5432, PostgresServer.OwnerRole, "by_page"));
        Assert.True(await bench.Runner.RunNextAsync(Ct));
        var report = await bench.Desk.ReadAsync(page);
        Assert.True(report.State == RestoreState.Succeeded, report.Fault);

        var cli = await RealCli.RunAsync(
            ["restore", "--from", bucket.Url, "--credentials", CredentialsFile(), "--backup", "latest", "--identity", identity, "--to", $"postgres://{PostgresServer.OwnerRole}@{Uri.EscapeDataString(server.Host)}",
                "--database", "by_cli", "--confirm", $"{server.Host}:5432/by_cli", "--trust-fingerprint", fingerprint, "--json"], Config);
        Assert.True(cli.Code == 0, cli.Error);
        Assert.True((bool)JsonNode.Parse(cli.Output)!["isEqual"]!);

        var here = Folder("here");
        File.Copy(Path.Combine(bench.PathOf(0), StoreLayout.ScriptFile), Path.Combine(here, StoreLayout.ScriptFile));
        var fetched = await Bash.RunAsync(here, $"sh restore.sh fetch --from s3://{bucket.Bucket}/{bucket.Prefix} --endpoint {bucket.Endpoint}", Credentials());
        Assert.True(fetched.Code == 0, fetched.Said);
        var script = await Bash.RunAsync(here, $"sh restore.sh restore --fingerprint {fingerprint} --identity {identity} --database by_script", ("PGHOST", server.Host), ("PGUSER", PostgresServer.OwnerRole));
        Assert.True(script.Code == 0, script.Said);

        var expected = await PrintAsync("orders");
        Assert.True(expected.Count > 8);
        foreach (var database in (string[])["by_page", "by_cli", "by_script"])
        {
            Assert.Equal(expected, await PrintAsync(database));
        }

        async Task<IReadOnlyList<TableFingerprint>> PrintAsync(string database) => (await TakenBackup.TakeAsync(server.Source(server.Settings(database)))).Database(database).Tables;
    }

    [Fact]
    public async Task The_script_restores_MariaDB_as_the_command_line_does_and_refuses_a_database_that_is_not_empty()
    {
        await mariaDb.AskAsync(
            "CREATE DATABASE shop", "CREATE TABLE shop.item (id INT PRIMARY KEY, name VARCHAR(100) CHARACTER SET utf8mb4, raw VARBINARY(200), price DECIMAL(10,3))", "CREATE TABLE shop.`od``d` (`a b` TEXT)",
            "INSERT INTO shop.item SELECT seq, CONCAT('ä🐘', seq), UNHEX(MD5(seq)), seq / 7 FROM shop.seq_1_to_300", "INSERT INTO shop.`od``d` VALUES ('x\\ty\\n\\\\'), (NULL), ('')",
            "CREATE FUNCTION shop.seven() RETURNS INT DETERMINISTIC RETURN 7");
        var place = Folder("store");
        await using var store = new FolderStore(new(place), TimeProvider.System);
        var taken = await engine.Engine.RunAsync(engine.Request(mariaDb.Source(mariaDb.Settings("shop")), store) with { SourceKind = "mariadb" }, Ct);
        var trust = Path.Combine(place, StoreLayout.Keys, $"{engine.Signer.Fingerprint}.pem");

        var cli = await RealCli.RunAsync(
            ["restore", "--from", place, "--backup", "latest", "--identity", engine.Keys.Identity.Path, "--to", $"mariadb://root@localhost?socket={mariaDb.Socket}",
                "--database", "by_cli", "--confirm", mariaDb.Target("by_cli").Identity, "--trust", trust], Config);
        Assert.True(cli.Code == 0, cli.Error);

        var home = Folder("home");
        await File.WriteAllTextAsync(Path.Combine(home, ".my.cnf"), $"[client]\nuser=root\nsocket={mariaDb.Socket}\n", Ct);
        var command = $"sh restore.sh restore --public-key {trust} --identity {engine.Keys.Identity.Path} --database by_script";
        var script = await Bash.RunAsync(Path.Combine(place, taken.Folder), command, ("HOME", home));
        Assert.True(script.Code == 0, script.Said);
        var again = await Bash.RunAsync(Path.Combine(place, taken.Folder), command, ("HOME", home));

        Assert.Equal(1, again.Code);
        Assert.Contains("is not empty", again.Said, StringComparison.Ordinal);
        var expected = await PrintAsync("shop");
        Assert.Equal(2, expected.Count);
        Assert.Equal(expected, await PrintAsync("by_cli"));
        Assert.Equal(expected, await PrintAsync("by_script"));
        Assert.Equal("7", (await mariaDb.AskAsync("SELECT by_script.seven()"))[0][0]);

        async Task<IReadOnlyList<TableFingerprint>> PrintAsync(string database) => (await TakenBackup.TakeAsync(mariaDb.Source(mariaDb.Settings(database)), "mariadb")).Database(database).Tables;
    }

    private (string Name, string Value) Config => ("XDG_CONFIG_HOME", Path.Combine(_folder.Path, "config"));

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    // What the recovery kit holds.
    private async Task<(string Identity, string Fingerprint)> KeysAsync(RestoreBench bench)
    {
        var ring = bench.Desk.Keys.Ring;
        using var signer = await ring.SignerAsync(Ct);
        return ((await ring.IdentitiesAsync(await ring.RecipientsAsync("customer data", Ct), _secrets, Ct)).Path, signer.Fingerprint);
    }

    private async Task CopyAsync(string from, S3Address to)
    {
        await using var store = new S3Store(to, ceph.Credentials, TimeProvider.System, new());
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            Assert.True(await store.CreateAsync(Path.GetRelativePath(from, file), await File.ReadAllBytesAsync(file, Ct), WriteOptions.Plain, Ct));
        }
    }

    private string CredentialsFile() =>
        _secrets.Write($"credentials-{Path.GetRandomFileName()}", $"aws_access_key_id = {ceph.Credentials.AccessKeyId}\naws_secret_access_key = {ceph.Credentials.SecretAccessKey.Reveal()}\n");

    private (string Name, string Value)[] Credentials() =>
        [("AWS_ACCESS_KEY_ID", ceph.Credentials.AccessKeyId), ("AWS_SECRET_ACCESS_KEY", ceph.Credentials.SecretAccessKey.Reveal()), ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_EC2_METADATA_DISABLED", "true")];
}
