using System.Diagnostics;
using System.Text.Json.Nodes;
using DrConsole.Platform;
using DrConsole.Tests.Support;
using Npgsql;

namespace DrConsole.Tests.Backups;

/// <summary>The command line as a process of its own, on directories and a real PostgreSQL.</summary>
public sealed class BackupCommandLineTests(EngineBench bench, PostgresServer server) : IClassFixture<EngineBench>, IDisposable
{
    private const string Password = "hunter2-never-to-be-seen";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("drconsole-cli-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Store => Path.Combine(_folder.FullName, "store");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_backup_is_taken_listed_and_verified_with_nothing_but_a_store_and_keys()
    {
        var taken = await RunAsync([.. Take(), "--json"]);
        var listed = await RunAsync(["list", "--from", Store, "--json"]);
        var verified = await RunAsync(["verify", "--from", Store, "--backup", "latest", "--identity", bench.Keys.Identity.Path, "--json"]);
        var catalog = await RunAsync(["catalog", "--from", Store, "--json"]);

        Assert.True(taken.Code == 0, taken.Error);
        Assert.Equal((0, 0, 0), (listed.Code, verified.Code, catalog.Code));
        var id = (string?)JsonNode.Parse(taken.Output)!["backupId"];
        Assert.Equal(id, (string?)JsonNode.Parse(listed.Output)![0]!["backupId"]);
        Assert.Equal("trusted", (string?)JsonNode.Parse(listed.Output)![0]!["signature"]);
        Assert.Equal("pass", (string?)JsonNode.Parse(verified.Output)!["verdict"]);
        Assert.Equal(id, (string?)JsonNode.Parse(catalog.Output)!["manifest"]!["backupId"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.FullName, "config", "drconsole", "signing-key.pem")));
    }

    [Fact]
    public async Task Exit_codes_tell_refused_broken_and_degraded_apart()
    {
        var good = await RunAsync(Take());
        var noRecipient = await RunAsync([.. Take()[..^1], "age1nobody"]);
        var noSource = await RunAsync(["run", "--source", "files:///no/such/folder", "--name", "files", "--to", Store, "--recipient", bench.Keys.Recipient]);
        var degraded = await RunAsync([.. Take(), "--to", "/proc/no/such/store"]);
        var slice = Directory.EnumerateFiles(Store, "*.age.0000", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        await using (var file = File.OpenWrite(slice))
        {
            file.Seek(300, SeekOrigin.Begin);
            file.WriteByte((byte)'!');
        }

        var id = Path.GetFileName(Path.GetDirectoryName(slice))!.Split('-')[1];
        var broken = await RunAsync(["verify", "--from", Store, "--backup", id, "--identity", bench.Keys.Identity.Path]);
        var unknown = await RunAsync(["verify", "--from", Store, "--backup", "latest", "--level", "exists"], config: "another");

        Assert.True(good.Code == 0, good.Error);
        Assert.Equal((2, 2), (noRecipient.Code, noSource.Code));
        Assert.True(degraded.Code == 4, degraded.Error);
        Assert.Equal(1, broken.Code);
        Assert.Contains(Path.GetFileName(slice), broken.Output, StringComparison.Ordinal);
        Assert.Equal(1, unknown.Code);
        Assert.Contains("--trust", unknown.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup.before-source", false)]
    [InlineData("backup.mid-stream", false)]
    [InlineData("backup.mid-upload", false)]
    [InlineData("backup.before-manifest", false)]
    [InlineData("backup.after-manifest", true)]
    public async Task A_run_that_dies_leaves_no_half_backup_and_the_next_one_clears_up_after_it(string point, bool isBackup)
    {
        var died = await RunAsync(Take(), crashAt: point);
        var left = await RunAsync(["list", "--from", Store, "--json"]);
        await Until.TrueAsync(() => Owned().Count == 0);
        var next = await RunAsync([.. Take(), "--sweep-hours", "0"]);
        var after = await RunAsync(["list", "--from", Store, "--json"]);

        Assert.Equal(137, died.Code);
        Assert.Equal(isBackup ? 1 : 0, JsonNode.Parse(left.Output)!.AsArray().Count(entry => (string?)entry!["state"] == "complete"));
        Assert.True(next.Code == 0, next.Error);
        Assert.All(JsonNode.Parse(after.Output)!.AsArray(), entry => Assert.Equal("complete", (string?)entry!["state"]));
        Assert.Equal(isBackup ? 2 : 1, JsonNode.Parse(after.Output)!.AsArray().Count);
        Assert.DoesNotContain(Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories), file => !file.Contains("/drc/v1/b/", StringComparison.Ordinal) && !file.Contains("/drc/v1/keys/", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateDirectories("/dev/shm", $"drconsole-secret-{died.Id}-*"), _ => true);
    }

    [Fact]
    public async Task An_interrupt_ends_a_run_that_waits_and_leaves_nothing()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        await using var connection = await LockedTableAsync(database.Name);
        using var running = Start(TakeDatabase(database.Name), crashAt: null, config: "config");
        var said = running.StandardError.ReadToEndAsync(Ct);
        await Until.TrueAsync(() => Waiting(database.Name));

        await ChildProcess.ReadAsync(new("sh", ["-c", $"kill -INT {running.Id}"]), Ct);
        await running.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(60), Ct);

        Assert.True(running.ExitCode == 130, $"{running.ExitCode}: {await said}");
        Assert.False(Directory.Exists(Path.Combine(Store, "drc", "v1", "b")) && Directory.EnumerateFiles(Path.Combine(Store, "drc", "v1", "b"), "*", SearchOption.AllDirectories).Any());
        Assert.Empty(Owned());
    }

    [Fact]
    public async Task No_secret_is_in_an_argument_an_environment_an_output_or_what_is_stored()
    {
        await using var database = await server.CreateEmptyDatabaseAsync();
        await using var connection = await LockedTableAsync(database.Name);
        using var running = Start(TakeDatabase(database.Name), crashAt: null, config: "config");
        var said = Task.WhenAll(running.StandardError.ReadToEndAsync(Ct), running.StandardOutput.ReadToEndAsync(Ct));
        await Until.TrueAsync(() => Waiting(database.Name));

        var seen = Processes().SelectMany(id => new[] { Read($"/proc/{id}/cmdline"), Read($"/proc/{id}/environ") }).Where(text => text.Contains(Password, StringComparison.Ordinal)).ToList();
        var secrets = Directory.EnumerateDirectories("/dev/shm", $"drconsole-secret-{running.Id}-*").ToList();
        await connection.CloseAsync();
        await running.WaitForExitAsync(Ct);

        Assert.Empty(seen);
        Assert.All(secrets, folder => Assert.False(Directory.Exists(folder)));
        Assert.DoesNotContain(await said, text => text.Contains(Password, StringComparison.Ordinal));
        Assert.True(running.ExitCode == 0, string.Concat(await said));
        Assert.DoesNotContain(Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(Password, StringComparison.Ordinal));
    }

    private string[] Take()
    {
        var source = Directory.CreateDirectory(Path.Combine(_folder.FullName, "source")).FullName;
        File.WriteAllBytes(Path.Combine(source, "orders.bin"), EngineBench.Content(3_000_000));
        Directory.CreateDirectory(Store);
        return ["run", "--source", $"files://{source}", "--name", "files", "--to", Store, "--level", "1", "--recipient", bench.Keys.Recipient];
    }

    private string[] TakeDatabase(string database)
    {
        Directory.CreateDirectory(Store);
        var file = Path.Combine(_folder.FullName, "password");
        using (var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Password + "\n"));
        }

        var socket = Uri.EscapeDataString(new NpgsqlConnectionStringBuilder(server.ConnectionString(PostgresServer.OwnerRole, database)).Host!);
        return ["run", "--source", $"postgres://{PostgresServer.OwnerRole}@{socket}/{database}?fingerprints=none&globals=false", "--password-file", file, "--name", "orders", "--to", Store, "--recipient", bench.Keys.Recipient];
    }

    // pg_dump waits for the lock, so there is time to look.
    private async Task<NpgsqlConnection> LockedTableAsync(string database)
    {
        var connection = new NpgsqlConnection(server.ConnectionString(PostgresServer.OwnerRole, database));
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand("CREATE TABLE orders AS SELECT 1 AS n; BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync(Ct);
        return connection;
    }

    private static bool Waiting(string database) => Processes().Any(id => Read($"/proc/{id}/cmdline") is var line && line.Contains("pg_dump", StringComparison.Ordinal) && line.Contains($"'{database}'", StringComparison.Ordinal));

    private Task<(int Id, int Code, string Output, string Error)> RunAsync(string[] arguments, string? crashAt = null, string config = "config") =>
        RealCli.RunAsync(arguments, Environment(crashAt, config));

    private Process Start(string[] arguments, string? crashAt, string config) => RealCli.Start(arguments, Environment(crashAt, config));

    private (string Name, string Value)[] Environment(string? crashAt, string config) =>
        [("XDG_CONFIG_HOME", Path.Combine(_folder.FullName, config)), ("XDG_CACHE_HOME", Path.Combine(_folder.FullName, "cache")), (CrashPoint.Variable, crashAt ?? "")];

    // Children of our runs name our recipient or our folder.
    private List<int> Owned() => [.. Processes().Where(id => Read($"/proc/{id}/cmdline") is var line
        && (line.Contains(bench.Keys.Recipient, StringComparison.Ordinal) || line.Contains(_folder.FullName, StringComparison.Ordinal)))];

    private static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, null));

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
