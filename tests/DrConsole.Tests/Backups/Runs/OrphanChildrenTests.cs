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

    [Fact]
    public async Task A_program_with_a_living_console_above_a_program_that_lost_the_mark_goes_on()
    {
        // The shell bears no mark, as PostgreSQL's processes overwrite theirs; the program below it does.
        var mark = $"{ChildProcess.ServesVariable}={Guid.CreateVersion7()} {ChildProcess.StarterVariable}={Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
        await using var child = ChildProcess.Start(new("sh", ["-c", $"{mark} sleep 300 & echo $!; wait"]));
        using var said = new StreamReader(child.Output);
        var grandchild = int.Parse((await said.ReadLineAsync(Ct))!, CultureInfo.InvariantCulture);
        await Until.TrueAsync(() => IsMarked(grandchild));

        OrphanChildren.End();

        Assert.False(IsMarked(child.Id));
        Assert.True(IsMarked(grandchild));
    }

    [Theory]
    [InlineData("50>40 40>7 7>1", false)] // the console is its grandparent
    [InlineData("50>1 1>0", true)]
    [InlineData("50>40 40>1 1>0", true)]
    [InlineData("", false)] // it has ended
    public void A_program_is_an_orphan_when_its_console_is_none_of_its_ancestors(string parents, bool isOrphan)
    {
        var known = parents.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('>')).ToDictionary(pair => Number(pair[0]), pair => Number(pair[1]));

        Assert.Equal(isOrphan, OrphanChildren.IsOrphan(new(50, Starter: 7), id => known.TryGetValue(id, out var parent) ? parent : null));
    }

    [Fact]
    public void An_ancestor_that_ends_while_it_is_looked_at_makes_nobody_an_orphan()
    {
        var looks = 0;

        Assert.False(OrphanChildren.IsOrphan(new(50, Starter: 7), id => id switch
        {
            50 => ++looks == 1 ? 40 : 7, // the console takes over the children of what ended
            40 => null,
            _ => 1,
        }));
    }

    private static int Number(string said) => int.Parse(said, CultureInfo.InvariantCulture);

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
