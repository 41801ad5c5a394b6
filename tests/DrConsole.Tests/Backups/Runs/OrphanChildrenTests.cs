using System.Diagnostics;
using System.Globalization;
using DrConsole.Backups.Runs;
using DrConsole.Platform;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Runs;

public sealed class OrphanChildrenTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_whose_console_is_gone_is_ended_and_one_whose_console_lives_goes_on()
    {
        await using var own = ChildProcess.Start(new("sleep", ["300"]) { Serves = Guid.CreateVersion7() });
        var orphan = await StartOrphanAsync();
        await Until.TrueAsync(() => IsMarked(own.Id) && IsMarked(orphan));

        OrphanChildren.End();

        await Until.TrueAsync(() => !IsMarked(orphan));
        Assert.True(IsMarked(own.Id));
    }

    // A shell stands for the killed console: it starts a marked program, names it, and ends.
    private static async Task<int> StartOrphanAsync()
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"{ChildProcess.ServesVariable}={Guid.CreateVersion7()} {ChildProcess.StarterVariable}=$$ setsid sleep 300 >/dev/null 2>&1 </dev/null & echo $!");
        using var shell = Process.Start(start)!;
        var id = int.Parse(await shell.StandardOutput.ReadToEndAsync(Ct), CultureInfo.InvariantCulture);
        await shell.WaitForExitAsync(Ct);
        return id;
    }

    private static bool IsMarked(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ").Contains(ChildProcess.ServesVariable, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
