using System.Globalization;
using DrConsole.People;
using static DrConsole.Tests.People.PlanOfPeople;

namespace DrConsole.Tests.People;

public sealed class LocalInstantTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-06-01T12:00", "2026-06-01T10:00Z", LocalKind.Usual)]
    [InlineData("Europe/Berlin", "2027-03-28T02:30", "2027-03-28T01:00Z", LocalKind.Skipped)]
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z", LocalKind.Repeated)]
    [InlineData("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00Z", LocalKind.Usual)]
    [InlineData("America/New_York", "2026-03-08T02:00", "2026-03-08T07:00Z", LocalKind.Skipped)]
    [InlineData("America/New_York", "2026-11-01T01:59", "2026-11-01T05:59Z", LocalKind.Repeated)]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30Z", LocalKind.Skipped)]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30Z", LocalKind.Usual)]
    [InlineData("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45Z", LocalKind.Repeated)]
    [InlineData("Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59Z", LocalKind.Usual)]
    [InlineData("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00Z", LocalKind.Skipped)]
    [InlineData("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00Z", LocalKind.Usual)]
    [InlineData("Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30Z", LocalKind.Repeated)]
    [InlineData("Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T02:00Z", LocalKind.Skipped)]
    [InlineData("Asia/Kathmandu", "2026-01-01T00:00", "2025-12-31T18:15Z", LocalKind.Usual)]
    [InlineData("UTC", "2026-01-01T00:00", "2026-01-01T00:00Z", LocalKind.Usual)]
    public void A_skipped_time_means_the_end_of_the_gap_and_a_repeated_one_its_first_occurrence(string zone, string local, string instant, LocalKind kind)
    {
        var read = LocalInstant.Of(DateTime.Parse(local, CultureInfo.InvariantCulture), Zones.Find(zone)!);

        Assert.Equal((At(instant), kind), (read.Instant, read.Kind));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("../../etc/passwd")]
    [InlineData("/usr/share/zoneinfo/UTC")]
    [InlineData("Europe/Berlin/../Paris")]
    public void What_is_no_zone_is_not_found(string? name) => Assert.Null(Zones.Find(name));
}
