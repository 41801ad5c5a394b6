using System.Globalization;

namespace DrConsole.Plans.Import;

/// <summary>Turns the words of a retention into rules: "30 days", "10 versions", "indefinite", "7 daily, 4 weekly, 12 monthly", "daily for 30 days, weekly for 12 weeks".</summary>
internal static class RetentionRuleGrammar
{
    private static readonly (Term Term, RetentionKind Kind, double Days)[] Kinds =
    [
        (Term.Daily, RetentionKind.Daily, 1), (Term.Weekly, RetentionKind.Weekly, 7), (Term.Monthly, RetentionKind.Monthly, 365.0 / 12), (Term.Yearly, RetentionKind.Yearly, 365),
    ];

    /// <summary>The rules; empty when the text states none.</summary>
    public static IReadOnlyList<RetentionRule> Of(string? text, Terms terms)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var parts = text.Split([',', ';', '、', '，', '；', '/', '+', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(part => Cut(part, terms)).ToList();
        var counted = parts.Select(part => Counted(part, terms)).ToList();
        if (parts.Count > 1 && counted.Count(rule => rule is not null) > 1)
        {
            return [.. counted.Select((rule, i) => rule ?? Plain(parts[i], terms)).OfType<RetentionRule>().Distinct()];
        }

        // One rhythm alone only says which backups the span is for: "7 days for daily backups".
        return counted is [{ } only] && DurationGrammar.First(text, 0) is null ? [only]
            : [.. parts.Select(part => Plain(part, terms)).OfType<RetentionRule>().Distinct()];
    }

    // "daily 7 days and weekly 4 weeks": each span starts a part of its own when its rhythm stands beside it.
    private static string[] Cut(string part, Terms terms)
    {
        string[] halves = part.Split([" and ", " und ", " et ", " y ", " e ", " en ", " и ", " ve "], StringSplitOptions.TrimEntries);
        return halves.Length > 1 && halves.All(half => half.Any(char.IsDigit) && Kinds.Any(kind => terms.Says(half, kind.Term))) ? halves : [part];
    }

    private static RetentionRule? Counted(string part, Terms terms)
    {
        var kind = Array.Find(Kinds, kind => terms.Says(part, kind.Term));
        if (kind.Days == 0)
        {
            return null;
        }

        if (DurationGrammar.First(part, 0) is { } span)
        {
            var months = CalendarSpan.Months(span, part);
            var count = kind.Kind switch
            {
                RetentionKind.Monthly when months is { } said => said,
                RetentionKind.Yearly when months is { } said => said / 12,
                _ => CalendarSpan.Days(span, part) / kind.Days,
            };
            return count >= 1 ? new RetentionRule(kind.Kind, (int)Math.Round(count)) : null;
        }

        return Number(part) is { } number ? new RetentionRule(kind.Kind, number) : null;
    }

    private static RetentionRule? Plain(string part, Terms terms)
    {
        if (terms.Says(part, Term.AllVersions))
        {
            return new RetentionRule(RetentionKind.AllVersions);
        }

        if (DurationGrammar.First(part, 0) is { Minutes: > 0 } span)
        {
            return new RetentionRule(RetentionKind.Age, Days: Math.Round(CalendarSpan.Days(span, part), 4));
        }

        return terms.Says(part, Term.Indefinite) ? new RetentionRule(RetentionKind.Indefinite)
            : terms.Says(part, Term.Versions) && Number(part) is { } number ? new RetentionRule(RetentionKind.Count, number)
            : null;
    }

    private static int? Number(string part)
    {
        var digits = string.Concat(part.SkipWhile(c => !char.IsDigit(c)).TakeWhile(char.IsDigit).Select(c => ((int)char.GetNumericValue(c)).ToString(CultureInfo.InvariantCulture)));
        return digits.Length is > 0 and < 6 && int.Parse(digits, CultureInfo.InvariantCulture) is > 0 and var number ? number : null;
    }
}
