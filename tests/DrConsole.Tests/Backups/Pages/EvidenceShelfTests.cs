using DrConsole.Reports;
using DrConsole.Tests.Reports;
using DrConsole.Web.Backups;

namespace DrConsole.Tests.Backups.Pages;

public sealed class EvidenceShelfTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_while_a_read_is_under_way_shares_one_that_begins_after_the_question()
    {
        var reads = new List<TaskCompletionSource<Evidence>>();
        var shelf = new EvidenceShelf(new StagedReads(reads));

        var first = shelf.ReadAsync(Ct);
        var second = shelf.ReadAsync(Ct);
        var third = shelf.ReadAsync(Ct);
        Assert.Single(reads);
        reads[0].SetResult(At(1));
        Assert.Equal(At(1).At, (await first).At);
        await DrConsole.Tests.Support.Until.TrueAsync(() => reads.Count == 2);
        reads[1].SetResult(At(2));

        Assert.Equal(At(2).At, (await second).At);
        Assert.Equal(At(2).At, (await third).At);
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task A_failed_read_fails_for_those_who_asked_and_not_for_the_next()
    {
        var reads = new List<TaskCompletionSource<Evidence>>();
        var shelf = new EvidenceShelf(new StagedReads(reads));

        var first = shelf.ReadAsync(Ct);
        reads[0].SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        var second = shelf.ReadAsync(Ct);
        reads[1].SetResult(At(2));

        Assert.Equal(At(2).At, (await second).At);
    }

    private static Evidence At(int second) => Evidence.Of([], [], [], Facts.Now.AddSeconds(second));

    private sealed class StagedReads(List<TaskCompletionSource<Evidence>> reads) : IEvidenceQueries
    {
        public Task<Evidence> ReadAsync(CancellationToken ct)
        {
            var read = new TaskCompletionSource<Evidence>(TaskCreationOptions.RunContinuationsAsynchronously);
            reads.Add(read);
            return read.Task;
        }
    }
}
