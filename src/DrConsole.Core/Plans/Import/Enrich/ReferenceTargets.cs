using System.Text.RegularExpressions;

namespace DrConsole.Plans.Import.Enrich;

/// <summary>What a step can refer to: scenarios, procedures and checklists by title, scenarios by number, chapters by number, procedures by script.</summary>
internal sealed partial class ReferenceTargets
{
    private readonly Reading reading;
    private readonly List<(string Key, Phrase Title)> titles = [];
    private readonly List<(string Key, string File)> scripts;
    private readonly Dictionary<string, string> scenarios = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> chapters = new(StringComparer.OrdinalIgnoreCase);

    public ReferenceTargets(PlanDocument document, Reading reading)
    {
        this.reading = reading;
        foreach (var (item, title) in document.Scenarios.Select(item => ((PlanItem)item, item.Title)).Concat(document.Procedures.Select(item => ((PlanItem)item, item.Title))).Concat(document.Checklists.Select(item => ((PlanItem)item, item.Title))))
        {
            Add(item, title);
        }

        scripts = [.. document.Procedures.SelectMany(item => new[] { item.Script, Path.GetFileName(item.Link) }.OfType<string>().Where(file => file.Length > 3).Select(file => (item.Key, file)))];
    }

    /// <summary>Keys of what the text refers to.</summary>
    public IEnumerable<string> In(string text) => ByScript(text).Concat(ByNumber(text)).Concat(ByTitle(text)).Distinct(StringComparer.Ordinal);

    private void Add(PlanItem item, string title)
    {
        var heading = item.Source is { } source ? reading.SectionOf(source.First)?.Title ?? title : title;
        if (Number().Match(heading) is { Success: true } number)
        {
            chapters.TryAdd(number.Groups["number"].Value.TrimEnd('.'), item.Key);
        }

        if (item is Scenario && (Any(heading) ?? Number().Match(heading).Groups["number"].Value.TrimEnd('.')) is { Length: > 0 } counted)
        {
            scenarios.TryAdd(counted, item.Key);
        }

        var bare = ScenarioRecogniser.Bare(title);
        foreach (var name in bare.IndexOf(": ", StringComparison.Ordinal) is var at and > 0 ? [bare, bare[(at + 2)..]] : new[] { bare })
        {
            var phrase = new Phrase(string.Join(' ', Words.Of(name).All));
            if (phrase.IsIdeographic ? name.Length > 2 : phrase.Text.Length > 3)
            {
                titles.Add((item.Key, phrase.IsIdeographic ? new Phrase(name) : phrase));
            }
        }
    }

    private IEnumerable<string> ByScript(string text) => scripts.Where(script => Stands(text, script.File)).Select(script => script.Key);

    private IEnumerable<string> ByNumber(string text)
    {
        foreach (Match match in Counted().Matches(text))
        {
            var (word, number) = (match.Groups["word"].Value, match.Groups["number"].Value);
            if (scenarios.TryGetValue(number, out var scenario) && reading.Lexicon.Speaks(word, Topic.Scenario))
            {
                yield return scenario;
            }
            else if (chapters.TryGetValue(number, out var chapter) && reading.Terms.Says(word, Term.SectionWord))
            {
                yield return chapter;
            }
        }
    }

    // A title alone may be chance; with "see" before it, or called a procedure, it is meant.
    private IEnumerable<string> ByTitle(string text)
    {
        var said = reading.Terms.In(text);
        var named = titles.Where(title => said.Has([title.Title])).ToList();
        if (named.Count == 0)
        {
            return [];
        }

        var see = said.Has(Term.See);
        var called = said.Has(Term.SectionWord) || reading.Lexicon.Topics(text).HasAny(Topic.Scenario, Topic.Checklist);
        return named.Where(title => title.Title.IsIdeographic || title.Title.Words.Length > 1 ? see || called : see && called).Select(title => title.Key);
    }

    private string? Any(string heading)
    {
        var match = Counted().Match(heading);
        return match.Success && reading.Lexicon.Speaks(match.Groups["word"].Value, Topic.Scenario) ? match.Groups["number"].Value : null;
    }

    private static bool Stands(string text, string file)
    {
        for (var at = text.IndexOf(file, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(file, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + file.Length;
            if ((at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '-' or '_')) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"^\s*(?<number>[A-Z]\.|\d+(?:\.\d+)*\.?)\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<word>\p{L}+)\s*[#№]?\s?(?<number>\d+(?:\.\d+)*|[A-Z](?![\p{L}\d]))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Counted();
}
