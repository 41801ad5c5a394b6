using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Platform;
using DrConsole.Stores.Folders;
using DrConsole.Tests.Support;
using Npgsql;

namespace DrConsole.Tests.Backups;

/// <summary>The backup beside its own <c>restore.sh</c>, with nothing of DR Console.</summary>
public sealed class RestoreScriptTests(EngineBench bench, PostgresServer server) : IClassFixture<EngineBench>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("drconsole-restore-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Store => Path.Combine(_folder.FullName, "store");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Standard_tools_agree_with_the_hashes_the_signature_and_the_content()
    {
        var content = EngineBench.Content(20 * 1024 * 1024);
        var result = await TakeAsync(new(MadeSource.Bytes("orders.bin", content)));
        var folder = Path.Combine(Store, result.Folder);
        var key = Path.Combine(Store, StoreLayout.Keys, $"{bench.Signer.Fingerprint}.pem");

        var plain = Path.Combine(_folder.FullName, "plain");
        Assert.Equal(0, (await Bash.RunAsync(folder, "sha256sum --check --strict SHA256SUMS")).Code);
        Assert.Equal(0, (await Bash.RunAsync(folder, $"openssl dgst -sha256 -verify {key} -signature manifest.sig manifest.json")).Code);
        Assert.Equal(0, (await Bash.RunAsync(folder, $"set -o pipefail; cat orders.bin.zst.age.* | age -d -i {bench.Keys.Identity.Path} | zstd -dc > {plain}")).Code);
        Assert.Equal(content, await File.ReadAllBytesAsync(plain, Ct));
    }

    [Fact]
    public async Task The_script_fetches_verifies_and_restores_a_database_into_a_new_one_and_refuses_it_the_second_time()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        await ExecuteAsync(database.Name, "CREATE TABLE orders AS SELECT n, md5(n::text) AS word FROM generate_series(1, 5000) n");
        var socket = new NpgsqlConnectionStringBuilder(server.ConnectionString(PostgresServer.OwnerRole, "postgres")).Host!;
        var result = await TakeAsync(new(MadeSource.Program("orders.pgdump", StreamFormat.PostgresArchive, "pg_dump", "-Fc", "-Z0", "-h", socket, "-U", PostgresServer.OwnerRole, database.Name) with { Database = "it's; \"mine\" $(touch /tmp/x) `x`" }));
        var empty = Empty(result);
        var named = $"--fingerprint {bench.Signer.Fingerprint} --identity {bench.Keys.Identity.Path}";
        var environment = $"PGHOST={socket} PGUSER={PostgresServer.OwnerRole} ";

        Assert.Equal(0, (await Bash.RunAsync(empty, $"sh restore.sh fetch --from {Store}")).Code);
        Assert.Equal(0, (await Bash.RunAsync(empty, $"sh restore.sh verify {named}")).Code);
        var restored = await Bash.RunAsync(empty, $"{environment} sh restore.sh restore {named}");
        Assert.True(restored.Code == 0, restored.Said);
        var again = await Bash.RunAsync(empty, $"{environment} sh restore.sh restore {named}");

        var counted = await QueryAsync("it's; \"mine\" $(touch /tmp/x) `x`", "SELECT count(*) || ' ' || max(word) FROM orders");
        Assert.Equal(await QueryAsync(database.Name, "SELECT count(*) || ' ' || max(word) FROM orders"), counted);
        Assert.Equal(1, again.Code);
        Assert.Contains("is not empty", again.Said, StringComparison.Ordinal);
        await ExecuteAsync("postgres", "DROP DATABASE \"it's; \"\"mine\"\" $(touch /tmp/x) `x`\"");
    }

    [Fact]
    public async Task The_script_refuses_a_changed_manifest_a_flipped_bit_an_unknown_key_and_a_wrong_identity()
    {
        var result = await TakeAsync(new(MadeSource.Bytes("orders.bin", EngineBench.Content(100_000))));
        var folder = Empty(result);
        await Bash.RunAsync(folder, $"sh restore.sh fetch --from {Store}");
        using var other = await AgePair.MakeAsync();
        var fine = await Bash.RunAsync(folder, $"sh restore.sh verify --fingerprint {bench.Signer.Fingerprint} --identity {bench.Keys.Identity.Path}");

        var unknown = await Bash.RunAsync(folder, $"sh restore.sh verify --fingerprint {new string('0', 64)}");
        var nobody = await Bash.RunAsync(folder, "sh restore.sh verify");
        var identity = await Bash.RunAsync(folder, $"sh restore.sh verify --unsigned --identity {other.Identity.Path}");
        await Bash.RunAsync(folder, "cp orders.bin.zst.age.0000 good; printf x | dd of=orders.bin.zst.age.0000 bs=1 seek=5000 conv=notrunc");
        var flipped = await Bash.RunAsync(folder, $"sh restore.sh verify --fingerprint {bench.Signer.Fingerprint}");
        await Bash.RunAsync(folder, "mv good orders.bin.zst.age.0000; sed -i 's/\"system\"/\"sYstem\"/; s/test/tast/' manifest.json");
        var changed = await Bash.RunAsync(folder, $"sh restore.sh extract --fingerprint {bench.Signer.Fingerprint} --identity {bench.Keys.Identity.Path} --to out");

        Assert.Equal(0, fine.Code);
        Assert.All([unknown, nobody, identity, flipped, changed], refused => Assert.Equal(1, refused.Code));
        Assert.Contains("damaged", flipped.Said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "out")));
    }

    [Fact]
    public async Task Extract_writes_every_stream_and_unpacks_archives_into_an_empty_folder_only()
    {
        var result = await TakeAsync(new(MadeSource.Bytes("a.bin", "plain"u8.ToArray()), MadeSource.Shell("files.tar", "cd /tmp && mkdir -p drc-x && echo hello > drc-x/h && tar -cf - drc-x", StreamFormat.Tar)));
        var folder = Empty(result);
        await Bash.RunAsync(folder, $"sh restore.sh fetch --from {Store}");

        var extracted = await Bash.RunAsync(folder, $"sh restore.sh extract --unsigned --identity {bench.Keys.Identity.Path} --to out");
        var again = await Bash.RunAsync(folder, $"sh restore.sh extract --unsigned --identity {bench.Keys.Identity.Path} --to out");

        Assert.True(extracted.Code == 0, extracted.Said);
        Assert.Equal("plain", await File.ReadAllTextAsync(Path.Combine(folder, "out", "a.bin"), Ct));
        Assert.Equal("hello\n", await File.ReadAllTextAsync(Path.Combine(folder, "out", "files.tar", "drc-x", "h"), Ct));
        Assert.Equal(1, again.Code);
    }

    [Fact]
    public async Task The_script_passes_shellcheck_whatever_a_database_is_called()
    {
        var result = await TakeAsync(new(MadeSource.Bytes("orders.bin", "x"u8.ToArray()) with { Database = "a'b\"c$(id)`id`\n# d" }));

        var checkedScript = await Bash.RunAsync(Path.Combine(Store, result.Folder), "shellcheck restore.sh");

        Assert.True(checkedScript.Code == 0, checkedScript.Said);
    }

    private async Task<BackupResult> TakeAsync(MadeSource source)
    {
        Directory.CreateDirectory(Store);
        await using var store = new FolderStore(new(Store), TimeProvider.System);
        return await bench.Engine.RunAsync(bench.Request(source, store), Ct);
    }

    // What a person has: an empty folder and the script.
    private string Empty(BackupResult result)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "here")).FullName;
        File.Copy(Path.Combine(Store, result.Folder, StoreLayout.ScriptFile), Path.Combine(folder, StoreLayout.ScriptFile));
        return folder;
    }

    private async Task ExecuteAsync(string database, string sql) => await QueryAsync(database, sql);

    private async Task<string?> QueryAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString(PostgresServer.OwnerRole, "postgres")) { Database = database, Pooling = false }.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct) as string;
    }
}
