using DrConsole.Plans.Import;

namespace DrConsole.Tests.Plans.Import;

public sealed class DurationGrammarTests
{
    [Theory]
    [InlineData("4 hours", 240)]
    [InlineData("1h", 60)]
    [InlineData("1h 30m", 90)]
    [InlineData("2 hours and more", 120)]
    [InlineData("Within 2 hours", 120)]
    [InlineData("30 Sekunden", 0.5)]
    [InlineData("1,5 Stunden", 90)]
    [InlineData("8 Std.", 480)]
    [InlineData("15分", 15)]
    [InlineData("2時間30分", 150)]
    [InlineData("4小时", 240)]
    [InlineData("３０分", 30)]
    [InlineData("15 минут", 15)]
    [InlineData("2 saat", 120)]
    [InlineData("3 jours", 4320)]
    [InlineData("2 uur", 120)]
    [InlineData("1-2 hours", 120)]
    [InlineData("30 minutes - 4 hours", 240)]
    [InlineData("one hour", 60)]
    [InlineData("7 days", 10080)]
    [InlineData("1 h 30", 90)]
    [InlineData("half an hour", 30)]
    [InlineData("eine Stunde", 60)]
    [InlineData("deux heures", 120)]
    [InlineData("два часа", 120)]
    [InlineData("二十四小时", 1440)]
    [InlineData("半小时", 30)]
    [InlineData("3 business days", 4320)]
    [InlineData("3 рабочих дня", 4320)]
    [InlineData("2 Arbeitstage", 2880)]
    [InlineData("6 godzin", 360)]
    [InlineData("1시간 30분", 90)]
    [InlineData("4 години", 240)]
    [InlineData("30 phút", 30)]
    [InlineData("2 timmar", 120)]
    [InlineData("15 menit", 15)]
    [InlineData("1 год", 525600)]
    public void A_duration_is_read_in_minutes(string text, double minutes) =>
        Assert.Equal(minutes, DurationGrammar.Value(text)!.Minutes);

    [Theory]
    [InlineData("< 5 minutes", "<")]
    [InlineData("<= 5 min", "≤")]
    [InlineData("≤ 5 min", "≤")]
    [InlineData("less than 5 minutes", "<")]
    [InlineData("within 5 minutes", "≤")]
    [InlineData("> 4 hours", ">")]
    [InlineData("4+ hours", "≥")]
    [InlineData("2時間以内", "≤")]
    [InlineData("weniger als 5 Minuten", "<")]
    [InlineData("5 minutes", null)]
    public void What_qualifies_a_duration_is_kept(string text, string? qualifier) =>
        Assert.Equal(qualifier, DurationGrammar.Value(text)!.Qualifier);

    [Theory]
    [InlineData("0")]
    [InlineData("0 minutes (nothing may be lost)")]
    public void Zero_is_a_value(string text) => Assert.Equal(0, DurationGrammar.Value(text)!.Minutes);

    [Theory]
    [InlineData("10 versions")]
    [InlineData("Indefinite")]
    [InlineData("24/7")]
    [InlineData("v1.2.3")]
    [InlineData("")]
    [InlineData("-")]
    public void What_is_no_duration_stays_unread(string text) => Assert.Null(DurationGrammar.Value(text));

    [Theory]
    [InlineData("Stabilise (0-30 minutes)", 0.0, 30.0)]
    [InlineData("Rebuild (30 minutes - 4 hours)", 30.0, 240.0)]
    [InlineData("Return (4+ hours)", 240.0, null)]
    [InlineData("First 15 minutes", 0.0, 15.0)]
    public void A_title_gives_the_window_of_its_phase(string title, double from, double? to) => Assert.Equal((from, to), TimeWindow.Of(title));
}
