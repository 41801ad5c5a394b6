using System.Reflection;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Tests.Shell;

public sealed class AddressValueTests
{
    [Fact]
    public void Every_page_takes_text_from_its_address_because_the_framework_stops_a_page_over_what_it_cannot_read()
    {
        var asked = typeof(AddressValue).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(property => property.IsDefined(typeof(SupplyParameterFromQueryAttribute)))
            .ToList();

        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, property => property.PropertyType != typeof(string) && property.PropertyType != typeof(string[]));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("x", true)]
    public void Only_what_is_there_and_means_nothing_is_left_out(string? text, bool isLeftOut) =>
        Assert.Equal(isLeftOut, new AddressValue("policy", text, AddressValue.Id(text) is not null).IsLeftOut);

    [Theory]
    [InlineData("12", 12)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("99999999999", null)]
    public void A_number_is_a_whole_one_of_one_or_more(string text, int? number) => Assert.Equal(number, AddressValue.Number(text));

    [Fact]
    public void The_identity_of_a_thing_is_read()
    {
        var id = Guid.CreateVersion7();

        Assert.Equal(id, AddressValue.Id(id.ToString()));
        Assert.False(new AddressValue("policy", id.ToString(), IsRead: true).IsLeftOut);
    }
}
