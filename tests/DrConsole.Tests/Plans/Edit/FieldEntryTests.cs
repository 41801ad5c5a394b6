using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;

namespace DrConsole.Tests.Plans.Edit;

public sealed class FieldEntryTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("90 min", 90)]
    [InlineData("1h 30m", 90)]
    [InlineData(" 4 h ", 240)]
    [InlineData("1.5 h", 90)]
    [InlineData("2 d", 2880)]
    [InlineData("30 s", 0.5)]
    [InlineData("0", 0)]
    [InlineData("2 Stunden", 120)]
    public void A_duration_is_understood_as_people_write_it(string typed, double minutes) =>
        Assert.Equal(minutes, (double?)FieldEntry.Read(Field("tier", "rtoMinutes"), typed).Value);

    [Theory]
    [InlineData("soon")]
    [InlineData("4 h or so")]
    [InlineData("about 4 h")]
    [InlineData("1-2 h")]
    [InlineData("-5")]
    [InlineData("99999 weeks")]
    public void What_is_not_wholly_a_duration_is_refused(string typed) =>
        Assert.NotNull(FieldEntry.Read(Field("tier", "rtoMinutes"), typed).Error);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(7)]
    [InlineData(61.5)]
    [InlineData(1440)]
    [InlineData(5000)]
    public void A_duration_is_read_back_as_it_was_written(double minutes) =>
        Assert.Equal(minutes, DurationEntry.Read(DurationEntry.Write(minutes), 1));

    [Fact]
    public void Days_are_days() => Assert.Equal(28, (double?)FieldEntry.Read(Field("duty", "everyDays"), "4 weeks").Value);

    [Theory]
    [InlineData("scenario", "title", "", "must not be empty")]
    [InlineData("contact", "zone", "Europe/Nowhere", "time zone")]
    [InlineData("rotation", "handoverTime", "8 o'clock", "08:30")]
    [InlineData("rotation", "start", "31.12.2026", "2027-03-31")]
    [InlineData("rotation", "turnDays", "-1", "whole number")]
    [InlineData("backup", "cron", "0 25 * * *", "hour")]
    public void What_does_not_fit_is_told_in_a_sentence(string kind, string field, string typed, string says) =>
        Assert.Contains(says, FieldEntry.Read(Field(kind, field), typed).Error);

    [Fact]
    public void A_text_that_is_too_long_says_how_long_it_may_be() =>
        Assert.Contains("300", FieldEntry.Read(Field("scenario", "title"), new string('x', 301)).Error);

    [Theory]
    [InlineData("""[{"kind":"phone"}]""", "Way 1")]
    [InlineData("""[{"kind":"fax","value":"1"}]""", "Choose")]
    [InlineData("""["x"]""", "no list")]
    public void A_row_that_does_not_fit_is_named(string json, string says) =>
        Assert.Contains(says, FieldCheck.Of(Field("contact", "methods"), JsonNode.Parse(json)));

    [Theory]
    [InlineData("""[{"kind":"age","count":3}]""", "how long")]
    [InlineData("""[{"kind":"daily","days":3}]""", "how many")]
    public void A_retention_rule_says_what_its_kind_needs(string json, string says) =>
        Assert.Contains(says, FieldCheck.Of(Field("backup", "retentionRules"), JsonNode.Parse(json)));

    [Fact]
    public void A_stand_in_ends_after_it_begins() => Assert.Contains(
        "end after", FieldCheck.Of(Field("rotation", "overrides"), JsonNode.Parse("""[{"from":"2026-12-24T18:00","to":"2026-12-24T18:00"}]""")));

    [Fact]
    public void Every_value_of_every_field_that_fits_is_typed_again_as_the_same()
    {
        foreach (var field in PlanSchema.Kinds.SelectMany(kind => kind.Fields).Where(field => field.Kind is FieldKind.Text or FieldKind.LongText or FieldKind.Name))
        {
            Assert.Equal("Word", (string?)FieldEntry.Read(field, FieldEntry.Write(field, "Word")).Value);
        }
    }

    private static PlanField Field(string kind, string name) => PlanSchema.Find(kind)!.Field(name)!;
}
