namespace DrConsole.Plans.Import;

/// <summary>The time window that a phase's title gives: "(0-30 minutes)", "4+ hours", "first hour".</summary>
internal static class TimeWindow
{
    public static (double From, double? To)? Of(string title)
    {
        var text = title.Replace("T+", "", StringComparison.OrdinalIgnoreCase);
        if (DurationGrammar.First(text, 0) is not { } duration)
        {
            return null;
        }

        return duration switch
        {
            { From: { } from } => (from, duration.Minutes),
            { OpenEnded: true } or { Qualifier: ">" or "≥" } => (duration.Minutes, null),
            { Qualifier: "<" or "≤" } => (0, duration.Minutes),
            _ when IsFirst(text[..duration.Start]) => (0, duration.Minutes),
            _ => null,
        };
    }

    private static bool IsFirst(string before) =>
        Words.Of(before).All.LastOrDefault() is "first" or "erste" or "ersten" or "premiere" or "premieres" or "primera" or "primeros" or "primeiros" or "eerste" or "primi" or "prime" or "первые" or "ilk"
        || before.EndsWith('前') || before.EndsWith("最初の", StringComparison.Ordinal);
}
