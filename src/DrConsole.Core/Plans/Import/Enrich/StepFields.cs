using System.Text.RegularExpressions;

namespace DrConsole.Plans.Import.Enrich;

/// <summary>Role, expected result, evidence, duration and approval of the steps of scenarios and procedures.</summary>
internal static partial class StepFields
{
    private static readonly string[] Denials = ["no", "none", "nein", "non", "não", "nee", "нет", "hayır", "否", "不要", "なし", "无"];

    public static PlanDocument Fill(PlanDocument document, Reading reading)
    {
        var people = new People(document);
        return document with
        {
            Scenarios = [.. document.Scenarios.Select(scenario => scenario with { Phases = [.. scenario.Phases.Select(phase => phase with { Steps = Filled(phase.Steps) })] })],
            Procedures = [.. document.Procedures.Select(procedure => procedure with { Steps = Filled(procedure.Steps) })],
        };

        IReadOnlyList<Step> Filled(IReadOnlyList<Step> steps) => [.. steps.Select(step => StepFields.Filled(step, people, reading))];
    }

    private static Step Filled(Step step, People people, Reading reading)
    {
        var said = reading.About(step);
        var approver = said.Of(Term.Approver) ?? said.Of(Term.Approval);
        return step with
        {
            Role = step.Role ?? said.Of(Topic.Responsible) ?? said.Of(Topic.Role) ?? RoleIn(step.Text, people, reading),
            Expected = step.Expected ?? said.Of(Topic.Expected),
            Evidence = step.Evidence ?? said.Of(Term.Evidence),
            Minutes = step.Minutes ?? said.Minutes(Term.Duration) ?? MinutesIn(step.Text),
            NeedsApproval = step.NeedsApproval || reading.Terms.Says(step.Text, Term.Approval) || (approver is not null && !Denials.Contains(approver, StringComparer.OrdinalIgnoreCase)),
            MoreSources = said.MoreSources(),
        };
    }

    // "Scribe: open the log", "Open the log (Owner: Scribe)", "Open the log (Scribe)"
    private static string? RoleIn(string text, People people, Reading reading)
    {
        if (text.IndexOfAny([':', '：']) is var at and > 0 and < 60 && people.Role(text[..at]) is { } leading)
        {
            return leading;
        }

        foreach (Match match in Aside().Matches(text))
        {
            var aside = match.Groups["aside"].Value;
            var colon = aside.IndexOfAny([':', '：']);
            if (colon > 0 && reading.Lexicon.IsExactly(aside[..colon], Topic.Responsible, Topic.Owner, Topic.Role))
            {
                return Placeholder.Real(aside[(colon + 1)..]);
            }

            if (people.Role(aside) is { } role)
            {
                return role;
            }
        }

        return null;
    }

    // Only a duration that stands alone in parentheses is the step's own: "Wait for the sync (15 min)".
    private static double? MinutesIn(string text) => Aside().Matches(text).Select(match => match.Groups["aside"].Value.Trim().TrimStart('~', '≈', '≤', '<', ' '))
        .Where(aside => aside.Length > 0 && char.IsDigit(aside[0])).Select(aside => (Text: aside, Span: DurationGrammar.First(aside, 0)))
        .Where(one => one.Span is { Start: 0 } span && span.Length >= one.Text.Length).Select(one => (double?)one.Span!.Minutes).FirstOrDefault();

    [GeneratedRegex(@"[(\[（](?<aside>[^()\[\]（）]{1,60})[)\]）]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Aside();
}
