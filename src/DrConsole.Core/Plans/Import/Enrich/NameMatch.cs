namespace DrConsole.Plans.Import.Enrich;

/// <summary>Tells whether a text names an item of the plan.</summary>
internal static class NameMatch
{
    /// <summary>True when all words of the name stand in the text, in a row.</summary>
    public static bool Names(string? text, string? name) =>
        text is { Length: > 0 } && name is { Length: > 1 } && new Phrase(string.Join(' ', Words.Of(name).All)) is { Words.Length: > 0 } phrase
        && (phrase.IsIdeographic ? text.Contains(name.Trim(), StringComparison.OrdinalIgnoreCase) : Words.Of(text).Find(phrase) is not null);

    /// <summary>The one system that a title means: it has the system's whole name, or all words of its own that tell are in one system's name.</summary>
    public static string? System(IReadOnlyList<PlanSystem> systems, string title, Func<string, bool> isCommon)
    {
        var whole = systems.Where(system => Names(title, system.Name)).ToList();
        if (whole.Count > 0)
        {
            return whole.MaxBy(system => system.Name.Length)!.Name;
        }

        var telling = Words.Of(title).All.Where(word => !isCommon(word)).ToList();
        var meant = telling.Count == 0 ? [] : systems.Where(system => Words.Of(system.Name).All.ToHashSet(StringComparer.Ordinal).IsSupersetOf(telling)).ToList();
        return meant.Count == 1 ? meant[0].Name : null;
    }
}
