using DrConsole.Platform;

namespace DrConsole.Reports.Metrics;

/// <summary>How families of a policy are labelled and words are written.</summary>
internal static class MetricText
{
    /// <summary>One sample per policy; a policy of which nothing is known has none.</summary>
    public static void Each(this PrometheusText text, string name, string help, IEnumerable<SourceEvidence> sources, Func<SourceEvidence, double?> value, params (string Name, string? Value)[] labels)
    {
        text.Family(name, "gauge", help);
        foreach (var source in sources)
        {
            text.Sample(name, value(source), [.. Labels(source), .. labels]);
        }
    }

    public static (string Name, string? Value)[] Labels(SourceEvidence source) => [("policy", source.Policy.Source), ("system", source.Policy.SystemName)];

    /// <summary>An enumeration's word as Prometheus writes words: <c>not_proven</c>.</summary>
    public static string Word<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) => char.IsUpper(letter) ? $"{(i == 0 ? "" : "_")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
