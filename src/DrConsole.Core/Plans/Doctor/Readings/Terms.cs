using DrConsole.Plans.Import;

namespace DrConsole.Plans.Doctor;

/// <summary>Whether a text speaks of something that a rule asks for, in any of the known languages.</summary>
internal static class Terms
{
    private static readonly Lazy<Dictionary<Concept, Phrase[]>> Known = new(() => DoctorData.Read<Dictionary<string, string>>("terms")
        .ToDictionary(entry => Enum.Parse<Concept>(entry.Key), entry => (Phrase[])[.. entry.Value.Split('|').Select(term => new Phrase(term))]));

    public static bool Say(Concept concept, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text) && Words.Of(text) is var words && Known.Value[concept].Any(phrase => words.Find(phrase) is not null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words of a text that speak of it; null when none do.</summary>
    public static string? Find(Concept concept, string text)
    {
        var words = Words.Of(text);
        return Known.Value[concept].Select(phrase => words.Find(phrase)).FirstOrDefault(found => found is not null) is { } at ? text.Substring(at.Start, at.Length) : null;
    }
}

/// <summary>What rules ask a text for; the words are in <c>Data/terms.json</c>.</summary>
internal enum Concept
{
    Restore,
    Backup,
    Random,
    Corruption,
    Verify,
    Far,
    Near,
    OneRegion,
    Geo,
    Encrypted,
    Unencrypted,
    Log,
    Database,
    Everything,
    Forever,
    Unbuilt,
    Vague,
    Alert,
    Exercise,
    NextUpdate,
    Continuous,
    Versioned,
    Generic,
    Closing,
}
