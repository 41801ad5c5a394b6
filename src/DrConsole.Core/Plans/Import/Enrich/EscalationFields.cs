using System.Globalization;
using System.Text.RegularExpressions;

namespace DrConsole.Plans.Import.Enrich;

/// <summary>Whom an escalation level calls by name, how often, and to which of several ladders it belongs.</summary>
internal static partial class EscalationFields
{
    public static PlanDocument Fill(PlanDocument document, Reading reading)
    {
        var people = new People(document);
        var levels = document.Escalation.Select(level => Filled(level, people, reading)).ToList();
        var ladders = levels.GroupBy(level => level.Source is { } source ? reading.SectionOf(source.First) : null).Where(ladder => ladder.Key is not null).ToList();
        if (ladders.Count(ladder => ladder.Count() > 1) < 2)
        {
            return document with { Escalation = levels };
        }

        var paths = ladders.Select(ladder => PathOf(ladder.Key!, document, reading)).ToList();
        return document with
        {
            EscalationPaths = [.. document.EscalationPaths, .. paths],
            Escalation = [.. levels.Select(level => ladders.FindIndex(ladder => ladder.Contains(level)) is var at and >= 0 ? level with { Path = paths[at].Name } : level)],
        };
    }

    private static EscalationLevel Filled(EscalationLevel level, People people, Reading reading)
    {
        var said = reading.About(level);
        var text = $"{level.Who}; {level.Remark}; {said.Of(Term.Repeat)}";
        var repeat = reading.Terms.Says(text, Term.Repeat) ? text : "";
        return level with
        {
            Targets = level.Targets.Count > 0 ? level.Targets : people.In(level.Who),
            Repeats = level.Repeats ?? (Times().Match(repeat) is { Success: true } times ? int.Parse(times.Groups["times"].ValueSpan, CultureInfo.InvariantCulture) : null),
            RepeatMinutes = level.RepeatMinutes ?? (Rhythm.Of(repeat, reading.Terms) is [{ } rhythm, ..] ? rhythm.Minutes : null),
            MoreSources = said.MoreSources(),
        };
    }

    private static EscalationPath PathOf(Section section, PlanDocument document, Reading reading) => new()
    {
        Key = reading.Draft.Key("path", section.Title),
        Name = ScenarioRecogniser.Bare(section.Title),
        Tiers = [.. document.Tiers.Where(tier => NameMatch.Names(section.Title, tier.Name.Split([':', '(', '–'])[0].Trim())).Select(tier => tier.Name)],
        Source = new SourceLines(section.Line, section.HeadEnd),
    };

    [GeneratedRegex(@"(?<!\d)(?<times>\d{1,2})\s?(?:x\b|×|times?\b|mal\b|fois\b|veces\b|vezes\b|keer\b|volte\b|раза?\b|kez\b|defa\b|次|回)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Times();
}
