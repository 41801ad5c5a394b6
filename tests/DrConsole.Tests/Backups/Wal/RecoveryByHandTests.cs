using System.Globalization;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Wal;

/// <summary>The lines of the runbook that recover a cluster without DR Console, as they stand there.</summary>
public sealed class RecoveryByHandTests
{
    private const string Instant = "2026-11-26 10:15:00+00"; // as the runbook has it

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_runbooks_lines_recover_an_instant_between_two_commits_with_standard_tools_alone()
    {
        await using var bench = await WalBench.CreateAsync();
        await bench.StartAsync();
        var taken = await bench.TakeBaseAsync();
        await bench.Cluster.InsertAsync(1);
        await bench.Cluster.SwitchAsync();
        var between = await bench.Cluster.InsertAndReadClockAsync(2);
        await bench.Cluster.InsertAsync(3);
        await bench.CoveredAsync();
        await bench.StopAsync();
        var folder = bench.TargetFolder("by-hand");
        await CopyAsync(Path.Combine(bench.StoreFolder("near"), taken.Folder), Path.Combine(folder, "B"));
        await CopyAsync(Path.GetDirectoryName(Directory.GetFiles(bench.StoreFolder("near"), "*.wal", SearchOption.AllDirectories)[0])!, Path.Combine(folder, "W"));
        await File.WriteAllTextAsync(Path.Combine(folder, "key.txt"), bench.Keys.Identity.Reveal() + "\n", Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "signing-key.pem"), bench.Signer.PublicPem, Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "lines"), Lines(between), Ct);
        var asOwner = Environment.IsPrivilegedProcess ? "chown -R postgres: . && runuser -u postgres -- " : "";

        var recovered = await Bash.RunAsync(folder, $"{asOwner}bash -eu lines", ("PATH", $"{PostgresPrograms.Folder}:{Environment.GetEnvironmentVariable("PATH")}"));
        var stopped = await Bash.RunAsync(folder, $"{asOwner}{PostgresPrograms.Folder}/pg_ctl -D data -m fast -w stop");

        Assert.True(recovered.Code == 0, recovered.Said + await LogAsync(folder));
        Assert.True(stopped.Code == 0, stopped.Said);
        Assert.DoesNotContain("FAILED", recovered.Said, StringComparison.Ordinal);
        Assert.Equal([1, 2], await bench.IdsOfAsync("by-hand"));
    }

    // As a person follows them: with the instant that is wanted, a server that is in nobody's way, and the setting that the old one had in its arguments.
    private static string Lines(DateTimeOffset until)
    {
        var page = File.ReadAllText(Path.Combine(Beside.Repository()!, "docs", "operations", "point-in-time.md"));
        var code = string.Join('\n', page[page.IndexOf("## By hand", StringComparison.Ordinal)..].Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line[4..]));
        Assert.Contains(Instant, code, StringComparison.Ordinal);
        return code.Replace(Instant, until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "+00", StringComparison.Ordinal)
            .Replace("pg_ctl -D data", "pg_ctl -D data -o \"-c listen_addresses= -c max_connections=300 -c unix_socket_directories=$PWD\"", StringComparison.Ordinal) + "\n";
    }

    private static async Task CopyAsync(string from, string to) => Assert.Equal(0, (await Bash.RunAsync("/", $"cp -r '{from}' '{to}'")).Code);

    private static async Task<string> LogAsync(string folder) => File.Exists(Path.Combine(folder, "log")) ? await File.ReadAllTextAsync(Path.Combine(folder, "log"), Ct) : "";
}
