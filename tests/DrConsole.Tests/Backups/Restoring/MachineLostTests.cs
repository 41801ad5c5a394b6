using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using DrConsole.Backups.Keys;
using DrConsole.Backups.Pipeline;
using DrConsole.Backups.Sources;
using DrConsole.Platform;
using DrConsole.Stores;
using DrConsole.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DrConsole.Tests.Backups.Restoring;

/// <summary>The console's machine is gone: what is left is a store, an identity and the fingerprint of the signing key, and an empty machine with a clone.</summary>
public sealed class MachineLostTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3); // what an operator can be told; measured: seconds

    private readonly string _lost = Directory.CreateTempSubdirectory("drconsole-lost-").FullName;

    // A folder that PostgreSQL's own user may pass.
    private readonly string _machine = $"/tmp/drconsole-machine-{Environment.ProcessId}-{Path.GetRandomFileName()}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Store => Path.Combine(_machine, "store");

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Store);
        Directory.CreateDirectory(Path.Combine(_machine, "home"));
        Directory.CreateDirectory(Path.Combine(_machine, "build"));
        foreach (var part in (string[])["web", "cli"]) // what `up` would have built
        {
            File.CreateSymbolicLink(Path.Combine(_machine, "build", part), AppContext.BaseDirectory);
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await DoorAsync("down");
        Directory.Delete(_machine, recursive: true);
        Directory.Delete(_lost, recursive: true);
    }

    [Fact]
    public async Task On_an_empty_machine_the_script_brings_the_console_back_finds_later_backups_and_starts_it()
    {
        var (own, later, fingerprint) = await LoseAsync();
        var began = Stopwatch.GetTimestamp();

        var unsure = await DoorAsync("backup", "restore-console", "--from", Store, "--identity", Path.Combine(_machine, "identity"));
        var restored = await DoorAsync("backup", "restore-console", "--from", Store, "--identity", Path.Combine(_machine, "identity"), "--trust-fingerprint", fingerprint, "--json");
        var restoredAfter = Stopwatch.GetElapsedTime(began);
        var again = await DoorAsync("backup", "restore-console", "--from", Store, "--identity", Path.Combine(_machine, "identity"), "--trust-fingerprint", fingerprint);
        var audited = await DoorAsync("audit", "verify");
        var port = TestServer.FreePort();
        using var up = Start("up", "--no-demo", "--port", port.ToString(CultureInfo.InvariantCulture));
        var talk = Task.WhenAll(up.StandardOutput.ReadToEndAsync(Ct), up.StandardError.ReadToEndAsync(Ct));
        await Until.TrueAsync(async () => up.HasExited || (await DoorAsync("status")).Output.Contains(", ready", StringComparison.Ordinal));
        var readyAfter = Stopwatch.GetElapsedTime(began);
        using var web = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}/") };
        var health = await web.GetAsync(new Uri("health/ready", UriKind.Relative), Ct);
        var known = await KnownBackupsAsync();
        await DoorAsync("down");
        var words = string.Concat(await talk);

        Assert.Equal(2, unsure.Code); // nobody vouched for the signature
        Assert.True(restored.Code == 0, restored.Error);
        var said = JsonNode.Parse(restored.Output)!;
        Assert.Equal(own, (Guid)said["backupId"]!);
        Assert.Equal(2, (int)said["backupsFoundAgain"]!);
        Assert.Superset(new HashSet<Guid>([own, later]), known); // beside the first backup that the new machine takes of itself
        Assert.Equal(2, again.Code); // there is a console now
        Assert.True(audited.Code == 0, audited.Error);
        Assert.True(health.IsSuccessStatusCode, words);
        Assert.InRange(readyAfter, TimeSpan.Zero, Longest);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"restored after {restoredAfter.TotalSeconds:0.0} s, ready after {readyAfter.TotalSeconds:0.0} s"));
    }

    // A console with an incident, a sealed secret and a store that backs itself up, and later something else; then everything but the store is gone.
    private async Task<(Guid Own, Guid Later, string Fingerprint)> LoseAsync()
    {
        await using var console = await TestConsole.CreateAsync(postgres, services => services.AddSingleton(new ConsoleOptions { DataFolder = _lost, MasterKeyFile = Path.Combine(_lost, "master.key"), NodeId = "lost" }));
        await console.Get<KeyCommands>().EnsureFirstKeysAsync(Ct);
        await console.DeclareAsync();
        var storeId = await console.Get<StoreCommands>().CreateAsync(console.Admin, TestConsole.NewId(), new("safe", Store), Ct);
        await using var store = await console.Get<StoreDirectory>().OpenAsync(storeId, Ct);
        var ring = console.Get<KeyRing>();
        using var signer = await ring.SignerAsync(Ct);
        using var secrets = PrivateFolder.Create();
        var recipients = await ring.RecipientsAsync(KeyNames.Console, Ct);
        File.Copy((await ring.IdentitiesAsync(recipients, secrets, Ct)).Path, Path.Combine(_machine, "identity"));
        var engine = new BackupEngine(TimeProvider.System);
        var request = new BackupRequest
        {
            BackupId = TestConsole.NewId(), RunId = TestConsole.NewId(), Source = "drconsole", SourceKind = "console", From = console.Get<SourceFactory>().Create(new ConsoleSettings(), SourceSecrets.None),
            Destinations = [new(storeId, "safe", store)], Recipients = recipients, KeyCategory = KeyNames.Console, Signer = signer,
        };
        var own = await engine.RunAsync(request, Ct);
        var later = await engine.RunAsync(
            request with { BackupId = TestConsole.NewId(), RunId = TestConsole.NewId(), Source = "orders", SourceKind = "command", From = new MadeSource(MadeSource.Bytes("orders.bin", EngineBench.Content(10_000))) }, Ct);
        return (own.Manifest.BackupId, later.Manifest.BackupId, signer.Fingerprint);
    }

    private async Task<HashSet<Guid>> KnownBackupsAsync()
    {
        var (data, moved) = (Path.Combine(_machine, "data"), Path.Combine(_machine, "data", "postgres.socket"));
        var socket = File.Exists(moved) ? (await File.ReadAllTextAsync(moved, Ct)).Trim() : Path.Combine(data, "postgres", "socket");
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder { Host = socket, Username = "drconsole", Database = "drconsole", Pooling = false }.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand("SELECT id FROM backup", connection);
        await using var rows = await command.ExecuteReaderAsync(Ct);
        var ids = new HashSet<Guid>();
        while (await rows.ReadAsync(Ct))
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }

    private async Task<(int Code, string Output, string Error)> DoorAsync(params string[] words)
    {
        using var door = Start(words);
        var said = await Task.WhenAll(door.StandardOutput.ReadToEndAsync(CancellationToken.None), door.StandardError.ReadToEndAsync(CancellationToken.None));
        await door.WaitForExitAsync(CancellationToken.None);
        return (door.ExitCode, said[0], said[1]);
    }

    // Nothing of this machine's environment but where programs are.
    private Process Start(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(Beside.Repository()!, "drconsole")) { UseShellExecute = false, WorkingDirectory = _machine, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["DRCONSOLE_DATA"] = Path.Combine(_machine, "data");
        (start.Environment["PATH"], start.Environment["HOME"], start.Environment["DRCONSOLE_BUILD"], start.Environment["DRCONSOLE_NO_INSTALL"], start.Environment["DRCONSOLE_MIN_FREE_MB"]) =
            (path, Path.Combine(_machine, "home"), Path.Combine(_machine, "build"), "1", "1");
        return Process.Start(start)!;
    }
}
