using System.Globalization;
using DrConsole.Plans;

namespace DrConsole.Web.Backups.Policies;

/// <summary>How long backups are kept, as numbers in a form; 0 is no such rule.</summary>
public sealed class RetentionForm
{
    public int Newest { get; set; }

    public int Daily { get; set; } = 7;

    public int Weekly { get; set; } = 4;

    public int Monthly { get; set; } = 12;

    public int Yearly { get; set; } = 5;

    public double Days { get; set; }

    public bool Everything { get; set; }

    /// <summary>The rules; a backup is kept while any of them keeps it.</summary>
    public IReadOnlyList<RetentionRule> Rules() => Everything
        ? [new(RetentionKind.Indefinite)]
        :
        [
            .. new[] { (RetentionKind.Count, Newest), (RetentionKind.Daily, Daily), (RetentionKind.Weekly, Weekly), (RetentionKind.Monthly, Monthly), (RetentionKind.Yearly, Yearly) }
                .Where(rule => rule.Item2 > 0).Select(rule => new RetentionRule(rule.Item1, rule.Item2)),
            .. Days > 0 ? [new RetentionRule(RetentionKind.Age, Days: Days)] : (RetentionRule[])[],
        ];

    /// <summary>Rules as somebody would have entered them.</summary>
    public static RetentionForm Of(IReadOnlyList<RetentionRule> rules) => rules.Count == 0 ? new() : new()
    {
        Newest = CountOf(rules, RetentionKind.Count), Daily = CountOf(rules, RetentionKind.Daily), Weekly = CountOf(rules, RetentionKind.Weekly), Monthly = CountOf(rules, RetentionKind.Monthly),
        Yearly = CountOf(rules, RetentionKind.Yearly), Days = rules.FirstOrDefault(rule => rule.Kind == RetentionKind.Age)?.Days ?? 0,
        Everything = rules.Any(rule => rule.Kind is RetentionKind.Indefinite or RetentionKind.AllVersions),
    };

    private static int CountOf(IReadOnlyList<RetentionRule> rules, RetentionKind kind) => rules.FirstOrDefault(rule => rule.Kind == kind)?.Count ?? 0;
}

/// <summary>Says rules of retention in a sentence.</summary>
internal static class RuleWords
{
    private const double DaysPerMonth = 30.4;

    public static string Text(RetentionRule rule) => rule.Kind switch
    {
        RetentionKind.Count => rule.Count == 1 ? "the newest backup" : $"the newest {rule.Count} backups",
        RetentionKind.Daily => $"one of each of the last {Many(rule.Count, "day")}",
        RetentionKind.Weekly => $"one of each of the last {Many(rule.Count, "week")}",
        RetentionKind.Monthly => $"one of each of the last {Many(rule.Count, "month")}",
        RetentionKind.Yearly => $"one of each of the last {Many(rule.Count, "year")}",
        RetentionKind.Age => string.Create(CultureInfo.InvariantCulture, $"every backup of the last {rule.Days:0.##} days"),
        _ => "every backup, for ever",
    };

    /// <summary>All rules in a sentence.</summary>
    public static string Sentence(IReadOnlyList<RetentionRule> rules) => rules.Count == 0
        ? "No rule keeps anything."
        : $"Keeps {string.Join(", ", rules.Select(Text))}. A backup stays while any of these keeps it; the last proven one of each store always stays.";

    /// <summary>How much that is once it runs long enough.</summary>
    public static string? Extent(IReadOnlyList<RetentionRule> rules)
    {
        if (rules.Count == 0 || rules.Any(rule => rule.Kind is RetentionKind.Indefinite or RetentionKind.AllVersions))
        {
            return null;
        }

        var oldest = rules.Max(rule => rule.Kind switch
        {
            RetentionKind.Daily => rule.Count ?? 0,
            RetentionKind.Weekly => 7.0 * (rule.Count ?? 0),
            RetentionKind.Monthly => DaysPerMonth * (rule.Count ?? 0),
            RetentionKind.Yearly => 365.0 * (rule.Count ?? 0),
            RetentionKind.Age => rule.Days ?? 0,
            _ => 0,
        });
        return oldest > 0 ? $"In the long run the oldest backup will be about {Shell.Durations.Say(Math.Round(oldest) * 1440)} old." : null;
    }

    private static string Many(int? count, string unit) => count == 1 ? unit : $"{count} {unit}s";
}
