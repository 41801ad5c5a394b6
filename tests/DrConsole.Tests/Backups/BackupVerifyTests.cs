using System.Text.Json.Nodes;
using DrConsole.Backups.Format;
using DrConsole.Tests.Support;
using DrConsole.Tests.Verification;

namespace DrConsole.Tests.Backups;

/// <summary>The real command line examines and restores backups with nothing but a store, an identity and a trusted key.</summary>
public sealed class BackupVerifyTests(ProvenShelf shelf) : IClassFixture<ProvenShelf>, IDisposable
{
    private const string Orders = "CREATE TABLE orders (id int PRIMARY KEY, what text); INSERT INTO orders SELECT n, 'order ' || n FROM generate_series(1, 500) n";
    private static int s_databases;
    private readonly ScratchFolder _folder = new();
    private readonly string _database = $"verified_{Interlocked.Increment(ref s_databases)}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Scratch => Path.Combine(_folder.Path, "cache", "drconsole", "scratch");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("exists")]
    [InlineData("read-back")]
    [InlineData("structure")]
    [InlineData("restored")]
    [InlineData("content")]
    public async Task A_good_backup_passes_every_level_and_nothing_is_left_on_the_machine(string level)
    {
        var taken = await shelf.TakeDatabaseAsync(_database, Orders);

        var verified = await VerifyAsync(taken, "--level", level, "--json");

        Assert.True(verified.Code == 0, verified.Error + verified.Output);
        var said = JsonNode.Parse(verified.Output)!;
        Assert.Equal(("pass", taken.Result.Manifest.BackupId), ((string?)said["verdict"], (Guid)said["backupId"]!));
        Assert.Equal(said["level"]!.ToString(), said["reached"]!.ToString());
        Assert.Equal(level is "restored" or "content", (int)said["report"]!["tablesCompared"]! > 0);
        Assert.Empty(Directory.Exists(Scratch) ? Directory.GetFileSystemEntries(Scratch) : []);
    }

    [Fact]
    public async Task One_changed_row_fails_by_exit_code_1_and_names_its_table()
    {
        var taken = await shelf.TakeDatabaseAsync(_database, Orders);
        shelf.Sign(taken, manifest => manifest with
        {
            Facts = manifest.Facts with { Databases = [.. manifest.Facts.Databases.Select(database => database with { Tables = [.. database.Tables.Select(table => table with { Hash = "1" })] })] },
        });

        var verified = await VerifyAsync(taken, "--level", "content");
        var asJson = await VerifyAsync(taken, "--level", "content", "--json");

        Assert.Equal((1, 1), (verified.Code, asJson.Code));
        Assert.StartsWith("FAIL: ", verified.Output, StringComparison.Ordinal);
        Assert.Contains("public.orders", verified.Output, StringComparison.Ordinal);
        Assert.Equal(("fail", "structure"), ((string?)JsonNode.Parse(asJson.Output)!["verdict"], (string?)JsonNode.Parse(asJson.Output)!["reached"]));
    }

    [Fact]
    public async Task What_this_machine_lacks_is_neither_a_pass_nor_a_failure()
    {
        var taken = await shelf.TakeDatabaseAsync(_database, Orders);
        shelf.Sign(taken, manifest => manifest with { Facts = manifest.Facts with { ServerVersion = "PostgreSQL 99.1" } });
        using var other = await AgePair.MakeAsync();

        var version = await VerifyAsync(taken, "--level", "content");
        var identity = await RealCli.RunAsync(["verify", "--from", taken.Root, "--backup", "latest", "--identity", other.Identity.Path, "--trust", Trust(taken), "--json"], Environment);

        Assert.Equal((5, 5), (version.Code, identity.Code));
        Assert.StartsWith("NOT VERIFIABLE HERE: ", version.Output, StringComparison.Ordinal);
        Assert.Contains("postgresql-99", version.Output, StringComparison.Ordinal);
        Assert.Equal("notVerifiableHere", (string?)JsonNode.Parse(identity.Output)!["verdict"]);
    }

    [Fact]
    public async Task What_a_killed_restore_test_left_goes_with_the_next_one()
    {
        var taken = await shelf.TakeDatabaseAsync(_database, Orders);
        var killed = await RealCli.RunAsync([.. Verify(taken), "--level", "content"], [.. Environment, ("DRCONSOLE_CRASH_AT", "verify.mid-restore")]);
        Assert.Equal(137, killed.Code);
        Assert.Single(Directory.GetDirectories(Scratch));

        var verified = await VerifyAsync(taken, "--level", "content");

        Assert.True(verified.Code == 0, verified.Error + verified.Output);
        Assert.Empty(Directory.GetFileSystemEntries(Scratch));
    }

    [Fact]
    public async Task A_restore_that_breaks_off_exits_with_1_and_one_that_changed_nothing_with_2()
    {
        var (taken, server) = (await shelf.TakeDatabaseAsync(_database, Orders), shelf.Postgres);
        var (full, prepared) = ($"{_database}_full", $"{_database}_prepared");
        await server.CreateAsync(full, "CREATE TABLE theirs (it int)");
        await server.CreateAsync(prepared, "SELECT 1");
        await server.ExecuteAsync("postgres", $"ALTER ROLE {PostgresServer.OwnerRole} IN DATABASE {prepared} SET default_transaction_read_only = on"); // looking works, restoring does not

        var notEmpty = await RestoreAsync(taken, full, full);
        var wrongHost = await RestoreAsync(taken, "elsewhere", "orders");
        var broken = await RestoreAsync(taken, prepared, prepared);
        var asJson = await RestoreAsync(taken, prepared, prepared, "--json");

        Assert.Equal((2, 2, 1, 1), (notEmpty.Code, wrongHost.Code, broken.Code, asJson.Code));
        Assert.Contains("Nothing was restored", wrongHost.Error, StringComparison.Ordinal);
        Assert.Contains($"{server.Host}:5432/{prepared} must not be used", broken.Error, StringComparison.Ordinal);
        Assert.Contains("read-only", broken.Error, StringComparison.Ordinal);
        Assert.Equal("restore_failed", (string?)JsonNode.Parse(asJson.Output)!["failed"]);
        Assert.Equal(0L, await server.ScalarAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname = 'elsewhere'"));
    }

    [Fact]
    public async Task A_flipped_byte_ends_a_restore_with_1()
    {
        var (taken, target) = (await shelf.TakeDatabaseAsync(_database, Orders), $"{_database}_again");
        var slice = taken.SliceOf(StreamFormat.PostgresArchive);
        var bytes = await File.ReadAllBytesAsync(slice, Ct);
        bytes[^20] ^= 1;
        File.SetUnixFileMode(slice, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllBytesAsync(slice, bytes, Ct);

        var broken = await RestoreAsync(taken, target, target);

        Assert.Equal(1, broken.Code);
        Assert.Contains("must not be used", broken.Error, StringComparison.Ordinal);
        Assert.Equal(0L, await shelf.Postgres.ScalarAsync("postgres", $"SELECT count(*) FROM pg_database WHERE datname = '{target}'"));
    }

    private (string Name, string Value)[] Environment => [("XDG_CONFIG_HOME", Path.Combine(_folder.Path, "config")), ("XDG_CACHE_HOME", Path.Combine(_folder.Path, "cache"))];

    private string Trust(Taken taken) => Path.Combine(taken.Root, StoreLayout.Keys, $"{shelf.Bench.Signer.Fingerprint}.pem");

    private string[] Verify(Taken taken) => ["verify", "--from", taken.Root, "--backup", "latest", "--identity", shelf.Bench.Keys.Identity.Path, "--trust", Trust(taken)];

    private Task<(int Id, int Code, string Output, string Error)> VerifyAsync(Taken taken, params string[] more) => RealCli.RunAsync([.. Verify(taken), .. more], Environment);

    private Task<(int Id, int Code, string Output, string Error)> RestoreAsync(Taken taken, string database, string confirmed, params string[] more) => RealCli.RunAsync(
        ["restore", "--from", taken.Root, "--backup", "latest", "--identity", shelf.Bench.Keys.Identity.Path, "--trust", Trust(taken), "--to", $"postgres://{PostgresServer.OwnerRole}@{Uri.EscapeDataString(shelf.Postgres.Host)}",
            "--database", database, "--confirm", $"{shelf.Postgres.Host}:5432/{confirmed}", .. more], Environment);
}
