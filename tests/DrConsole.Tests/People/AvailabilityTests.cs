using System.Globalization;
using DrConsole.People;

namespace DrConsole.Tests.People;

public sealed class AvailabilityTests
{
    [Theory]
    [InlineData("24/7", "2026-11-22T03:00", true)]
    [InlineData("24x7x365", "2026-11-22T03:00", true)]
    [InlineData("Mon-Fri 8-18", "2026-11-20T17:59", true)]
    [InlineData("Mon-Fri 8-18", "2026-11-20T18:00", false)]
    [InlineData("Mon–Fri 08:00–18:30", "2026-11-22T10:00", false)]
    [InlineData("Mo-Fr 8-18 Uhr", "2026-11-20T08:00", true)]
    [InlineData("Sat-Mon 9 to 17", "2026-11-22T10:00", true)]
    [InlineData("Fri 22:00-06:00", "2026-11-21T05:00", true)]
    [InlineData("Fri 22:00-06:00", "2026-11-20T05:00", false)]
    [InlineData("9-17", "2026-11-22T20:00", false)]
    [InlineData("business hours", "2026-11-22T20:00", null)]
    [InlineData("99-120", "2026-11-22T20:00", null)]
    [InlineData("", "2026-11-22T20:00", null)]
    [InlineData(null, "2026-11-22T20:00", null)]
    public void Stated_hours_are_judged_where_they_are_understood(string? stated, string local, bool? covers) =>
        Assert.Equal(covers, Availability.Covers(stated, DateTime.Parse(local, CultureInfo.InvariantCulture)));
}
