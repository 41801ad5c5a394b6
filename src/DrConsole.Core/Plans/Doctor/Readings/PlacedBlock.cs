using System.Text;

namespace DrConsole.Plans.Doctor;

/// <summary>A block of code, and the item that holds it.</summary>
/// <param name="Holder">The scenario, procedure, policy … whose list of commands it is in; for a step's own block the step.</param>
/// <param name="About">What its surroundings speak of: the titles above it.</param>
internal sealed record PlacedBlock(PlanItem Holder, CommandBlock Code, string About, IReadOnlyList<Step> Steps)
{
    private static readonly string[] Settings = ["hcl", "tf", "terraform", "yaml", "yml", "json", "toml", "ini", "conf", "properties", "xml"];

    // Documents are untrusted: what is asked for every line is read once.
    private readonly Lazy<Dictionary<string, Step>> _stepsByLine = new(() => ByLine(Steps));
    private readonly int _lineCount = Code.Text.AsSpan().Count('\n') + 1;

    public string Item => Holder.Key;

    /// <summary>True when it is no configuration but something that is run.</summary>
    public bool IsRun => !Settings.Contains(Code.Language ?? "", StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<PlacedBlock> All(PlanDocument plan)
    {
        PlacedBlock[] found =
        [
            .. plan.Scenarios.SelectMany(scenario => Of(scenario, scenario.Commands, $"{scenario.Title} {scenario.Description}", [.. scenario.Steps()])),
            .. plan.Procedures.SelectMany(procedure => Of(procedure, procedure.Commands, $"{procedure.Title} {procedure.Description}", procedure.Steps)),
            .. plan.Backups.SelectMany(backup => backup.Commands.Select(code => new PlacedBlock(backup, code, backup.What, []))),
            .. plan.Monitoring.SelectMany(rule => rule.Rules.Select(code => new PlacedBlock(rule, code, rule.Title, []))),
            .. plan.UsefulCommands.Select(command => new PlacedBlock(command, new(command.Text) { Language = command.Language, Source = command.Source }, command.Title ?? "", [])),
            .. plan.Notes.Where(note => note.Text.TrimStart().StartsWith("```", StringComparison.Ordinal)).Select(note => new PlacedBlock(note, new(note.Text) { Source = note.Source }, string.Join(' ', note.Under), [])),
        ];
        return [.. found.DistinctBy(block => (block.Code.Text, block.Code.Source))];
    }

    /// <summary>The lines that are run: without comments, and with lines that a backslash continues put together.</summary>
    public IEnumerable<PlacedLine> Lines()
    {
        var lines = Code.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var first = i;
            var text = lines[i].Trim();
            if (text.EndsWith('\\') && i + 1 < lines.Length)
            {
                var whole = new StringBuilder(text);
                while (whole.Length > 0 && whole[^1] == '\\' && i + 1 < lines.Length)
                {
                    whole.Length--;
                    whole.Append(lines[++i].AsSpan().Trim());
                }

                text = whole.ToString();
            }

            if (text.Length > 0 && !IsComment(text) && !text.StartsWith("```", StringComparison.Ordinal))
            {
                yield return new(this, text, LineAt(first) is { } line ? new(line, line) : null, StepAt(LineAt(first), lines[first]));
            }
        }
    }

    /// <summary>Source line of the block's line of that index, from 0; null when the block was written in the console.</summary>
    public int? LineAt(int index) =>
        Code.Source is { } source ? source.First + index + (source.Last - source.First + 1 > _lineCount ? 1 : 0) : null; // the lines include the fences

    internal static bool IsComment(string line) =>
        line.StartsWith('#') || line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("-- ", StringComparison.Ordinal) || line.StartsWith("REM ", StringComparison.Ordinal);

    // A step's own block is often a part of the scenario's: then the scenario's is taken, and its lines know their step.
    private static IEnumerable<PlacedBlock> Of(PlanItem holder, IReadOnlyList<CommandBlock> whole, string about, IReadOnlyList<Step> steps) =>
    [
        .. whole.Select(code => new PlacedBlock(holder, code, about, steps)),
        .. steps.SelectMany(step => step.Commands.Where(code => !whole.Any(block => block.Text.Contains(code.Text.Trim(), StringComparison.Ordinal)))
            .Select(code => new PlacedBlock(step, code, $"{about} {step.Text}", [step]))),
    ];

    private Step? StepAt(int? line, string text) =>
        Steps.Where(step => line is { } at && step.Source is { } source && source.First <= at && at <= source.Last).MinBy(step => step.Source!.Last - step.Source.First)
        ?? _stepsByLine.Value.GetValueOrDefault(text.Trim());

    // Every line of the steps' own code, with the first step that has it.
    private static Dictionary<string, Step> ByLine(IReadOnlyList<Step> steps)
    {
        var found = new Dictionary<string, Step>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            foreach (var code in step.Commands)
            {
                foreach (var line in code.Text.Split('\n'))
                {
                    found.TryAdd(line.Trim(), step);
                }
            }
        }

        return found;
    }
}
