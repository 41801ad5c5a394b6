namespace DrConsole.Plans.Import;

/// <summary>Puts policies into the draft, the same policy stated twice only once.</summary>
internal static class BackupPolicies
{
    public static void Add(ImportDraft draft, BackupPolicy policy) =>
        draft.Backups.Add(policy with { Key = draft.Key("backup", policy.What + " " + policy.Frequency) });

    /// <summary>Adds the policy, or what it adds to one that names the same thing ("Incremental backups" and "automated incremental backups at 2:00").</summary>
    public static void Merge(ImportDraft draft, BackupPolicy policy)
    {
        var at = draft.Backups.FindIndex(other => other.Source?.Last < policy.Source?.First && Names(draft, other.What, policy.What) && other.Retention is null && policy.Retention is null && other.Commands.Count == 0 && policy.Commands.Count == 0);
        if (at < 0)
        {
            Add(draft, policy);
            return;
        }

        var more = string.IsNullOrEmpty(policy.Frequency) ? policy.What : $"{policy.Frequency}: {policy.What}";
        var known = draft.Backups[at];
        draft.Backups[at] = known with { MoreSources = [.. known.MoreSources, policy.Source!], Schedule = known.Schedule is { } before ? $"{before}; {more}" : more };
    }

    public static string Subject(Section section) =>
        section.Kind == SectionKind.Label && section.Parent is { Title.Length: > 0 } parent ? $"{parent.Title}: {section.Title}" : ScenarioRecogniser.Bare(section.Title);

    /// <summary>What a section's code adds to its policy; a script under the policy's own list belongs to it.</summary>
    public static IReadOnlyList<CommandBlock> CodeOf(ImportDraft draft, Section section)
    {
        var codes = section.Blocks.OfType<CodeBlockNode>().Where(draft.IsFree).ToList();
        codes.ForEach(code => draft.Claim(code));
        return [.. codes.Select(code => code.ToCommands())];
    }

    public static string? RetentionIn(ImportDraft draft, string text)
    {
        foreach (var part in text.Split([", ", "; ", "(", ")", "，", "、", "；", "（", "）"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (draft.Lexicon.Speaks(part, Topic.Retention) && RetentionWords.Find(part, 0) is { } said && draft.Lexicon.Frequency(part) is null)
            {
                return said;
            }
        }

        var words = Words.Of(text);
        foreach (var phrase in draft.Lexicon.Phrases(Topic.Retention))
        {
            if (words.Find(phrase) is { } at && (RetentionWords.Find(text, at.Start) ?? Before(text, at.Start)) is { } kept)
            {
                return kept;
            }
        }

        return null;
    }

    // "30日間保管", "35 days retention": the span stands right before the word.
    private static string? Before(string text, int at) =>
        DurationGrammar.Last(text[..at]) is { } span && at - span.Start - span.Length <= 3 ? text.Substring(span.Start, span.Length) : null;

    /// <summary>The part between commas that says how often, whole: "every night at 1:00".</summary>
    public static string? Often(ImportDraft draft, string text) =>
        text.Split([", ", "; ", ": ", "，", "、", "：", "；"], StringSplitOptions.TrimEntries).FirstOrDefault(part => draft.Lexicon.Frequency(part) is not null) ?? draft.Lexicon.Frequency(text);

    public static string? LocationIn(ImportDraft draft, string value) =>
        draft.Lexicon.Topics(value).Has(Topic.Location) && draft.Lexicon.Frequency(value) is null ? value : null;

    /// <summary>The words that tell a policy from its sisters.</summary>
    public static HashSet<string> Core(ImportDraft draft, string what) =>
        [.. Words.Of(what).All.Where(word => !draft.Lexicon.IsExactly(word, Topic.Backup)).Select(word => word.TrimEnd('s'))];

    private static bool Names(ImportDraft draft, string known, string said)
    {
        var mine = Core(draft, known);
        var theirs = Core(draft, said);
        return mine.Count > 0 && mine.All(theirs.Contains);
    }
}
