using System.Globalization;
using System.Text.Json;

namespace DrConsole.Plans.Import;

/// <summary>The words of every known language for units of time, for numbers, for what qualifies them, and for what has not been filled in.</summary>
internal static class Measures
{
    private const double Hour = 60;
    private const double Day = 24 * Hour;

    private static readonly Lazy<Dictionary<string, string[]>> File = new(Read);

    private static readonly (double Minutes, string Name)[] Sizes =
        [(1.0 / 60, "seconds"), (1, "minutes"), (Hour, "hours"), (Day, "days"), (7 * Day, "weeks"), (30 * Day, "months"), (365 * Day, "years")];

    /// <summary>Units with their length in minutes; a term may end in <c>*</c>.</summary>
    public static IReadOnlyList<(double Minutes, string[] Terms)> Units { get; } = [.. Sizes.Select(size => (size.Minutes, File.Value[size.Name]))];

    /// <summary>Words before a duration, with the sign they stand for.</summary>
    public static IReadOnlyList<(string Sign, Phrase[] Terms)> Before { get; } =
        [.. new[] { ("<", "less"), ("≤", "most"), (">", "more") }.Select(sign => (sign.Item1, File.Value[sign.Item2].Select(term => new Phrase(term)).ToArray()))];

    /// <summary>Words behind a duration, with the sign they stand for.</summary>
    public static IReadOnlyList<(string Sign, string Term)> Behind { get; } = [.. Pairs("behind").Select(pair => (pair.Value, pair.Term))];

    /// <summary>What stands between the two ends of a range.</summary>
    public static IReadOnlyList<string> To { get; } = File.Value["to"];

    /// <summary>What people write where a fact is still missing.</summary>
    public static IReadOnlySet<string> Placeholders { get; } = File.Value["placeholders"].ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands in a cell for "no".</summary>
    public static IReadOnlySet<string> No { get; } = File.Value["no"].Concat(Placeholders).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that may stand between a number and its unit: "3 business days".</summary>
    public static IReadOnlySet<string> Kinds { get; } = File.Value["kinds"].Select(Words.Normal).ToHashSet(StringComparer.Ordinal);

    /// <summary>What is counted when copies are kept by number.</summary>
    public static IReadOnlyList<Phrase> Versions { get; } = [.. File.Value["versions"].Select(term => new Phrase(term))];

    /// <summary>Words for keeping without end.</summary>
    public static IReadOnlyList<Phrase> Forever { get; } = [.. File.Value["forever"].Select(term => new Phrase(term))];

    /// <summary>Numbers written as words.</summary>
    public static IReadOnlyDictionary<string, double> Numbers { get; } = Pairs("numbers").DistinctBy(pair => Words.Normal(pair.Term), StringComparer.Ordinal)
        .ToDictionary(pair => Words.Normal(pair.Term), pair => double.Parse(pair.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static IEnumerable<(string Term, string Value)> Pairs(string name) =>
        File.Value[name].Select(pair => pair.Split(':')).Select(parts => (parts[0], parts[1]));

    private static Dictionary<string, string[]> Read()
    {
        using var stream = typeof(Measures).Assembly.GetManifestResourceStream("DrConsole.Plans.Import.Vocabulary.measures.json")
            ?? throw new InvalidOperationException("The words of measures are missing from the build.");
        using var json = JsonDocument.Parse(stream);
        return json.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!.Split('|'), StringComparer.Ordinal);
    }
}
