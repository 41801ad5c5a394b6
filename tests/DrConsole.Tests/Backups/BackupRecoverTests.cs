using System.Globalization;
using System.Text.Json.Nodes;
using DrConsole.Backups.Wal.Recovery;
using DrConsole.Platform;
using DrConsole.Tests.Backups.Wal;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups;

/// <summary><c>backup wal</c> and <c>backup recover</c> as processes of their own: a cluster comes back from a directory and an identity, without a console.</summary>
public sealed class BackupRecoverTests : IAsyncLifetime
{
    private readonly PrivateFolder _files = PrivateFolder.Create();
    private WalBench _bench = null!;
    private DateTimeOffset _between;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await WalBench.CreateAsync();
        await _bench.StartAsync();
        await _bench.TakeBaseAsync();
        _between = await _bench.Cluster.InsertAndReadClockAsync(1);
        await _bench.Cluster.InsertAsync(2);
        await _bench.CoveredAsync();
        await _bench.StopAsync();
        _files.Write("identity", _bench.Keys.Identity.Reveal() + "\n");
        _files.Write("signer.pem", _bench.Signer.PublicPem);
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task What_can_be_recovered_is_listed_and_an_instant_between_two_commits_brings_back_the_first_alone()
    {
        var listed = await RealCli.RunAsync(["wal", .. From(), "--json"]);
        var recovered = await RecoverAsync("target", "--until", Text(_between), "--json");

        Assert.True(listed.Code == 0, listed.Error);
        var window = Assert.Single(JsonNode.Parse(listed.Output)!["windows"]!.AsArray())!;
        Assert.InRange(_between, (DateTimeOffset)window["from"]!, (DateTimeOffset)window["until"]!);
        Assert.True(recovered.Code == 0, recovered.Error);
        Assert.InRange((DateTimeOffset)JsonNode.Parse(recovered.Output)!["lastCommitAt"]!, (DateTimeOffset)window["from"]!, _between);
        Assert.Equal([1], await _bench.IdsOfAsync("target"));
    }

    [Fact]
    public async Task What_a_killed_recovery_left_says_that_it_is_of_no_use_and_the_next_one_takes_it_away_and_succeeds()
    {
        var killed = await RecoverAsync("target", [], ("DRCONSOLE_CRASH_AT", "restore.mid-stream"));

        Assert.Equal(137, killed.Code);
        Assert.Contains("of no use", await File.ReadAllTextAsync(Path.Combine(Folder("target"), ClusterRestore.Marker), Ct), StringComparison.Ordinal);

        var recovered = await RecoverAsync("target");

        Assert.True(recovered.Code == 0, recovered.Error);
        Assert.Equal([1, 2], await _bench.IdsOfAsync("target"));
        Assert.False(Directory.Exists(Folder("target") + ".wal"));
    }

    [Fact]
    public async Task Nothing_is_begun_for_an_instant_that_cannot_be_had_and_a_recovery_that_broke_off_is_a_failure_whatever_lay_there_before()
    {
        var later = await RecoverAsync("target", "--until", Text(_between.AddHours(1)));
        var zoneless = await RecoverAsync("target", "--until", "2026-11-26 10:15:00");

        Assert.Equal((2, 2), (later.Code, zoneless.Code));
        Assert.Contains("Write it like 2026-11-26T10:15:00Z", zoneless.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder("target")));

        Assert.Equal(137, (await RecoverAsync("target", [], ("DRCONSOLE_CRASH_AT", "restore.mid-stream"))).Code);
        Break(Directory.GetFiles(_bench.StoreFolder("near"), "base.tar.zst.age.0000", SearchOption.AllDirectories).Single());
        var broken = await RecoverAsync("target");

        Assert.Equal(1, broken.Code);
        Assert.Contains($"{Folder("target")} must not be used", broken.Error, StringComparison.Ordinal);
    }

    private static void Break(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllBytes(file, bytes);
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private string Folder(string name) => Path.Combine(_bench.Folder, name, "data");

    private string[] From() => ["--from", $"file://{_bench.StoreFolder("near")}", "--name", WalBench.Source, "--trust", Path.Combine(_files.Path, "signer.pem")];

    private Task<(int Id, int Code, string Output, string Error)> RecoverAsync(string name, params string[] more) => RecoverAsync(name, more, []);

    private Task<(int Id, int Code, string Output, string Error)> RecoverAsync(string name, string[] more, params (string Name, string Value)[] environment) => RealCli.RunAsync(
        ["recover", .. From(), "--identity", Path.Combine(_files.Path, "identity"), "--to-cluster", Path.Combine(_bench.TargetFolder(name), "data"), .. more], environment);
}
