using DrConsole.Plans.Edit;

namespace DrConsole.Tests.Plans.Edit;

public sealed class OwnUndoTests
{
    private static readonly Guid A = TestId(1), B = TestId(2), C = TestId(3), D = TestId(4), E = TestId(5);

    [Fact]
    public void Nothing_done_is_nothing_to_take_back() => Assert.Equal(new(null, null), OwnUndo.Of([]));

    [Fact]
    public void The_newest_is_taken_back_first() => Assert.Equal(new(B, null), OwnUndo.Of([new(A, null), new(B, null)]));

    [Fact]
    public void What_was_taken_back_can_be_made_again() => Assert.Equal(new(A, C), OwnUndo.Of([new(A, null), new(B, null), new(C, B)]));

    [Fact]
    public void Made_again_it_can_be_taken_back_again() => Assert.Equal(new(D, null), OwnUndo.Of([new(A, null), new(B, null), new(C, B), new(D, C)]));

    [Fact]
    public void Two_taken_back_are_made_again_in_their_old_order() =>
        Assert.Equal(new(E, C), OwnUndo.Of([new(A, null), new(B, null), new(C, B), new(D, A), new(E, D)]));

    [Fact]
    public void A_new_change_ends_what_could_be_made_again() => Assert.Equal(new(D, null), OwnUndo.Of([new(A, null), new(B, null), new(C, B), new(D, null)]));

    [Fact]
    public void What_came_before_a_change_that_is_final_stays() => Assert.Equal(new(D, null), OwnUndo.Of([new(A, null), new(B, null), new(C, null, true), new(D, null)]));

    private static Guid TestId(byte n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
