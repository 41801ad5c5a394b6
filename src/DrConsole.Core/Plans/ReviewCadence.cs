using DrConsole.Plans.Import;

namespace DrConsole.Plans;

/// <summary>How often a plan is reviewed, read from the words that say it.</summary>
public static class ReviewCadence
{
    private static readonly (int Months, Phrase[] Terms)[] Words =
    [
        (6, Terms("semi annual*|semiannual*|bi annual*|biannual*|half yearly|twice a year|halbjahr*|halbjähr*|semestr*|semestral*|halfjaar*|半年*|半年ごと")),
        (3, Terms("quarterly|every quarter|quartal*|vierteljähr*|trimestr*|trimestral*|kwartaal*|elk kwartaal|ежекварт*|квартал*|üç ayda bir|四半期*|每季度|季度")),
        (12, Terms("annual*|yearly|once a year|every year|jährlich*|annuel*|anual*|jaarlijks*|annual*|ежегод*|yıllık|毎年|年次|每年|年度")),
        (1, Terms("monthly|every month|monatlich*|mensuel*|mensual*|mensal*|maandelijks*|mensil*|ежемесяч*|aylık|毎月|每月")),
    ];

    /// <summary>The day of the next review when the last was on that day; null when the words name no interval.</summary>
    public static DateOnly? After(DateOnly last, string? cadence)
    {
        if (string.IsNullOrWhiteSpace(cadence))
        {
            return null;
        }

        var words = Import.Words.Of(cadence);
        foreach (var (months, terms) in Words)
        {
            if (Array.Exists(terms, term => words.Find(term) is not null))
            {
                return last.AddMonths(months);
            }
        }

        return DurationGrammar.First(cadence, 0) is { Minutes: >= 1440 and < 5_256_000 } interval ? last.AddDays((int)(interval.Minutes / 1440)) : null;
    }

    private static Phrase[] Terms(string terms) => [.. terms.Split('|').Select(term => new Phrase(term))];
}
