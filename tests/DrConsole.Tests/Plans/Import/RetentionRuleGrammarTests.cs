using System.Globalization;
using DrConsole.Plans.Import;

namespace DrConsole.Tests.Plans.Import;

public sealed class RetentionRuleGrammarTests
{
    [Theory]
    [InlineData("en", "30 days", "Age 30")]
    [InlineData("en", "24 hours for transaction logs", "Age 1")]
    [InlineData("en", "7 days for daily backups", "Age 7")]
    [InlineData("en", "4 weeks", "Age 28")]
    [InlineData("en", "12 months", "Age 365")]
    [InlineData("en", "7 years", "Age 2555")]
    [InlineData("en", "10 versions", "Count 10")]
    [InlineData("en", "last 5 backups", "Count 5")]
    [InlineData("en", "indefinite", "Indefinite")]
    [InlineData("en", "All versions", "AllVersions")]
    [InlineData("en", "7 daily, 4 weekly, 12 monthly", "Daily 7; Weekly 4; Monthly 12")]
    [InlineData("en", "daily for 30 days, weekly for 12 weeks, monthly for 12 months, yearly for 7 years", "Daily 30; Weekly 12; Monthly 12; Yearly 7")]
    [InlineData("en", "7 daily and 4 weekly", "Daily 7; Weekly 4")]
    [InlineData("en", "30 days, 10 versions", "Age 30; Count 10")]
    [InlineData("en", "Stored with versioning enabled", "")]
    [InlineData("en", "as long as needed", "")]
    [InlineData("de", "90 Tage", "Age 90")]
    [InlineData("de", "10 Generationen", "Count 10")]
    [InlineData("de", "unbegrenzt", "Indefinite")]
    [InlineData("de", "7 tägliche, 4 wöchentliche, 12 monatliche", "Daily 7; Weekly 4; Monthly 12")]
    [InlineData("de", "10 Jahre", "Age 3650")]
    [InlineData("fr", "30 jours", "Age 30")]
    [InlineData("fr", "10 versions", "Count 10")]
    [InlineData("fr", "illimitée", "Indefinite")]
    [InlineData("es", "12 semanas", "Age 84")]
    [InlineData("es", "todas las versiones", "AllVersions")]
    [InlineData("pt", "5 anos", "Age 1825")]
    [InlineData("pt", "por tempo indeterminado", "Indefinite")]
    [InlineData("nl", "6 weken", "Age 42")]
    [InlineData("nl", "onbeperkt", "Indefinite")]
    [InlineData("it", "30 giorni", "Age 30")]
    [InlineData("it", "7 giornalieri, 4 settimanali", "Daily 7; Weekly 4")]
    [InlineData("ru", "30 дней", "Age 30")]
    [InlineData("ru", "бессрочно", "Indefinite")]
    [InlineData("ru", "10 версий", "Count 10")]
    [InlineData("tr", "30 gün", "Age 30")]
    [InlineData("tr", "süresiz", "Indefinite")]
    [InlineData("zh", "30天", "Age 30")]
    [InlineData("zh", "10个版本", "Count 10")]
    [InlineData("zh", "永久", "Indefinite")]
    [InlineData("ja", "30日間", "Age 30")]
    [InlineData("ja", "10世代", "Count 10")]
    [InlineData("ja", "無期限", "Indefinite")]
    public void Words_become_rules(string language, string text, string rules) =>
        Assert.Equal(rules, string.Join("; ", RetentionRuleGrammar.Of(text, Terms.For(language)).Select(rule =>
            string.Create(CultureInfo.InvariantCulture, $"{rule.Kind} {rule.Count}{rule.Days}").TrimEnd())));
}
