using System.Text.Json;
using DrConsole.Plans.Import;

namespace DrConsole.Tests.Plans.Import;

public sealed class VocabularyTests
{
    public static TheoryData<string> Languages => [.. Lexicon.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_words_for_every_topic(string language)
    {
        var file = Lexicon.Load(language);

        Assert.Equal(Lexicon.Load("en").Topics.Select(entry => entry.Topic), file.Topics.Select(entry => entry.Topic));
        Assert.Equal(Enum.GetValues<Topic>().Length - 1, file.Topics.Count);
        Assert.All(file.Topics, entry => Assert.All(entry.Phrases, phrase => Assert.NotEmpty(phrase.Text)));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_names_frequencies_months_severities_steps_and_conditions(string language)
    {
        var file = Lexicon.Load(language);

        Assert.Equal(12, file.Months.Count);
        Assert.Equal(4, file.Severity.Select(word => word.Rank).Distinct().Count());
        Assert.All(new[] { file.Frequencies.Length, file.StepWords.Count, file.Conditions.Length }, count => Assert.NotEqual(0, count));
        Assert.True(file.Frequencies.Length > 20, "daily, weekly, monthly, … and their inflections");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_vocabulary_is_without_a_language(string language) =>
        Assert.NotNull(typeof(Lexicon).Assembly.GetManifestResourceStream($"DrConsole.Plans.Import.Vocabulary.{language}.json"));

    [Theory]
    [InlineData("de", "Das Dokument beschreibt die Wiederherstellung und ist für alle Systeme verbindlich.")]
    [InlineData("uk", "Цей документ описує відновлення систем і є обов'язковим для всіх їхніх власників.")]
    [InlineData("ru", "Этот документ описывает восстановление систем и обязателен для всех владельцев.")]
    [InlineData("ko", "이 문서는 시스템 복구 절차를 설명합니다.")]
    [InlineData("pl", "Ten dokument opisuje odtwarzanie systemów i jest wiążący dla wszystkich.")]
    [InlineData("cs", "Tento dokument popisuje obnovu systémů a je závazný pro všechny, kteří je používají nebo spravují.")]
    [InlineData("sv", "Det här dokumentet beskriver återställning av system och ska följas av alla som arbetar med drift.")]
    [InlineData("id", "Dokumen ini menjelaskan pemulihan sistem dan berlaku untuk semua tim yang bertanggung jawab.")]
    [InlineData("vi", "Tài liệu này mô tả cách khôi phục các hệ thống và được áp dụng cho những người phụ trách.")]
    [InlineData("ja", "この文書はシステムの復旧手順を定める。")]
    [InlineData("zh", "本文档描述系统恢复流程。")]
    [InlineData("en", "This document describes the recovery of systems and is binding for all of their owners.")]
    public void The_language_of_a_text_is_told(string language, string text) => Assert.Equal(language, LanguageGuess.Of(text));

    [Theory]
    [InlineData("en", "Full backup daily at 2:00 AM UTC", "daily")]
    [InlineData("en", "every Sunday at 1:00 AM", "every Sunday")]
    [InlineData("en", "Bi-annually", "Bi-annually")]
    [InlineData("en", "every 6 hours", "every 6 hours")]
    [InlineData("en", "0 2 * * *", "0 2 * * *")]
    [InlineData("en", "10 versions", null)]
    [InlineData("de", "alle 15 Minuten", "alle 15 Minuten")]
    [InlineData("de", "bei jeder Änderung", "bei jeder Änderung")]
    [InlineData("fr", "toutes les 6 heures", "toutes les 6 heures")]
    [InlineData("es", "tras cada cambio", "tras cada cambio")]
    [InlineData("pt", "a cada 15 minutos", "a cada 15 minutos")]
    [InlineData("nl", "één keer per twee jaar", "één keer per")]
    [InlineData("ru", "раз в полгода", "раз в полгода")]
    [InlineData("tr", "5 dakikada bir", "5 dakikada bir")]
    [InlineData("ko", "5분마다", "5분마다")]
    [InlineData("ja", "1時間ごと", "1時間ごと")]
    [InlineData("zh", "每10分钟", "每10分钟")]
    [InlineData("pl", "po każdej zmianie", "po każdej zmianie")]
    public void How_often_something_happens_is_read_in_its_language(string language, string text, string? often) =>
        Assert.StartsWith(often ?? "", Lexicon.For(language).Frequency(text) ?? "", StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void The_data_files_are_plain_JSON_of_words_parted_by_bars()
    {
        foreach (var name in typeof(Lexicon).Assembly.GetManifestResourceNames().Where(name => name.Contains(".Vocabulary.", StringComparison.Ordinal)))
        {
            using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(stream);
            Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
        }
    }
}
