using DrConsole.Backups.Pipeline;

namespace DrConsole.Tests.Backups;

public sealed class BlockQueueTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_block_is_filled_again_when_it_was_given_back_and_not_before()
    {
        var queue = new BlockQueue();
        var first = queue.Rent();
        queue.Pass(new(first, 3), Ct);
        var taken = await queue.TakeAsync(Ct);

        Assert.Same(first, taken!.Bytes);
        Assert.NotSame(first, queue.Rent());
        queue.GiveBack(taken);
        queue.GiveBack(Block.Empty); // a reader that has none yet
        Assert.Same(first, queue.Rent());
        Assert.NotEmpty(queue.Rent());
    }

    [Fact]
    public async Task What_went_wrong_is_thrown_after_the_blocks_before_it_and_an_end_that_is_well_is_no_block()
    {
        var (broken, whole) = (new BlockQueue(), new BlockQueue());
        broken.Pass(new(broken.Rent(), 1), Ct);
        broken.Complete(new InvalidDataException("It broke off."));
        whole.Complete(null);

        Assert.NotNull(await broken.TakeAsync(Ct));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await broken.TakeAsync(Ct));
        Assert.Null(await whole.TakeAsync(Ct));
    }
}
