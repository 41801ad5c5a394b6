using DrConsole.Backups.Runs;
using DrConsole.Tests.Support;

namespace DrConsole.Tests.Backups.Runs;

public sealed class RunProgressTests
{
    [Fact]
    public void Lines_that_could_not_be_written_come_again_and_in_their_order()
    {
        var progress = new RunProgress(new ManualTime(new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero)));
        progress.Say("first");
        var lost = progress.Take();
        progress.Say("second");

        progress.Return(lost);

        Assert.Equal("2026-11-01 12:00:00Z first\n2026-11-01 12:00:00Z second\n", progress.Take().Lines);
        Assert.Empty(progress.Take().Lines);
    }
}
