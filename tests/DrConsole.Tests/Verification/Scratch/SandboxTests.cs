using DrConsole.Platform;
using DrConsole.Verification.Scratch;

namespace DrConsole.Tests.Verification.Scratch;

public sealed class SandboxTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_inside_sees_its_folder_and_no_network_and_none_of_the_consoles_environment()
    {
        await using var place = ScratchPlace.Create(NewRoot(), Guid.CreateVersion7());
        var sandbox = await SandboxAsync(place);
        await sandbox.GiveAsync(place.Inside, Ct);

        var seen = await RunAsync(sandbox, $"ls /; echo; cat /proc/net/dev; env; cat /proc/self/status; ls {Path.GetTempPath()}; echo mine > {place.Inside}/written");

        Assert.DoesNotContain("home", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("root\n", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("eth0", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("DOTNET", seen, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", seen, StringComparison.Ordinal);
        Assert.Contains("CapEff:\t0000000000000000", seen, StringComparison.Ordinal);
        Assert.Equal("mine\n", await File.ReadAllTextAsync(Path.Combine(place.Inside, "written"), Ct));
    }

    [Fact]
    public async Task A_program_inside_runs_as_nobody_when_the_console_is_root()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "The console is no root here, so its programs run as the same account.");
        await using var place = ScratchPlace.Create(NewRoot(), Guid.CreateVersion7());

        Assert.Equal("65534 65534\n", await RunAsync(await SandboxAsync(place), "echo $(id -u) $(id -g)"));
    }

    [Fact]
    public async Task A_program_inside_reaches_its_folder_though_the_console_keeps_everything_to_itself()
    {
        await using var place = ScratchPlace.Create(NewRoot(), Guid.CreateVersion7());
        var sandbox = await SandboxAsync(place);
        await sandbox.GiveAsync(place.Inside, Ct);
        var command = sandbox.Around(new("/bin/sh", ["-c", $"echo mine > {place.Inside}/written"]));

        await ChildProcess.ReadAsync(command with { Program = "/bin/sh", Arguments = ["-c", "umask 077; exec \"$@\"", "sh", command.Program, .. command.Arguments] }, Ct);

        Assert.True(File.Exists(Path.Combine(place.Inside, "written")));
    }

    [Fact]
    public async Task A_program_inside_cannot_change_the_machine()
    {
        await using var place = ScratchPlace.Create(NewRoot(), Guid.CreateVersion7());

        var failure = await Assert.ThrowsAsync<RefusedException>(async () => await RunAsync(await SandboxAsync(place), "touch /usr/bin/planted"));

        Assert.Contains("Read-only file system", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_inside_is_killed_at_its_deadline()
    {
        await using var place = ScratchPlace.Create(NewRoot(), Guid.CreateVersion7());
        var sandbox = (await SandboxAsync(place)) with { Deadline = TimeSpan.FromSeconds(1) };

        await using var child = ChildProcess.Start(sandbox.Around(new("/bin/sleep", ["1000"])));

        Assert.Equal(137, (await child.WaitAsync(Ct)).Code);
    }

    [Fact]
    public async Task A_file_cannot_grow_beyond_its_limit()
    {
        await using var place = ScratchPlace.Create(NewRoot(), Guid.CreateVersion7());
        var sandbox = (await SandboxAsync(place)) with { FileBytes = 1000 };
        await sandbox.GiveAsync(place.Inside, Ct);

        await using var child = ChildProcess.Start(sandbox.Around(new("/bin/dd", ["if=/dev/zero", $"of={place.Inside}/big", "bs=4096", "count=10"])));

        Assert.False((await child.WaitAsync(Ct)).IsClean);
        Assert.Equal(1000, new FileInfo(Path.Combine(place.Inside, "big")).Length);
    }

    [Fact]
    public void The_record_says_which_protections_were_missing()
    {
        var words = new SandboxAbilities(HasBubblewrap: false, HasNetworkNamespace: false, IsRoot: false).Words();

        Assert.Contains(words, word => word.StartsWith("NOT shut", StringComparison.Ordinal));
        Assert.Contains(words, word => word.StartsWith("NOT cut off", StringComparison.Ordinal));
    }

    internal static string NewRoot() => $"/tmp/drconsole-scratch-tests-{Environment.ProcessId}-{Path.GetRandomFileName()}";

    internal static async Task<Sandbox> SandboxAsync(ScratchPlace place)
    {
        var abilities = await SandboxAbilities.FindAsync(Ct);
        Assert.SkipUnless(abilities.HasBubblewrap, "bubblewrap does not work on this machine.");
        return new(place.Inside, TimeSpan.FromMinutes(2)) { Abilities = abilities };
    }

    private static Task<string> RunAsync(Sandbox sandbox, string script) => ChildProcess.ReadAsync(sandbox.Around(new("/bin/sh", ["-c", script])), Ct);
}
