using DrConsole.Web.Audit;

namespace DrConsole.Tests.Audit;

public sealed class AuditAddressTests
{
    [Fact]
    public void The_address_holds_the_whole_filter_and_nothing_that_is_empty()
    {
        Assert.Equal("/audit", new AuditAddress("", " ", null).ToString());
        Assert.Equal("/audit?chain=console&actor=Ann%20%26%20Bo&page=3", new AuditAddress("console", "Ann & Bo", null, 3).ToString());
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(1, 0)]
    [InlineData(3, 100)]
    public void A_page_number_out_of_range_is_brought_into_range(int page, int skipped) => Assert.Equal(skipped, new AuditAddress(Page: page).ToFilter().Skip);

    [Fact]
    public void An_absurd_page_number_does_not_overflow() => Assert.True(new AuditAddress(Page: int.MaxValue).ToFilter().Skip > 0);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    public void Fifty_entries_fill_a_page(int total, int pages) => Assert.Equal(pages, AuditAddress.PagesOf(total));

    [Fact]
    public void The_range_of_the_last_page_ends_with_the_last_entry() => Assert.Equal("Entries 51 to 61 of 61, newest first", new AuditAddress(Page: 2).Range(61));
}
