namespace DrConsole.Plans.Import;

/// <summary>The steps of one scenario or procedure as they are read, by phase, with the commands that run them.</summary>
internal sealed class StepList(ImportDraft draft, string kind)
{
    private readonly List<(string Title, List<Step> Steps)> phases = [];

    public List<CommandBlock> Commands { get; } = [];

    public int Count => phases.Sum(phase => phase.Steps.Count);

    public IEnumerable<Step> Steps => phases.SelectMany(phase => phase.Steps);

    public IReadOnlyList<Phase> Phases =>
    [
        .. phases.Where(phase => phase.Steps.Count > 0).Select(phase => new Phase
        {
            Key = draft.Key("phase", phase.Title.Length > 0 ? phase.Title : "steps"),
            Title = phase.Title,
            FromMinutes = TimeWindow.Of(phase.Title)?.From,
            ToMinutes = TimeWindow.Of(phase.Title)?.To,
            Steps = phase.Steps,
        }),
    ];

    /// <summary>Begins a phase; one that gets no step is none.</summary>
    public void Open(string title) => phases.Add((title, []));

    /// <summary>Takes a block of code: its numbered comments are steps, or it belongs to the step before.</summary>
    public void TakeCode(CodeBlockNode code, string title)
    {
        var parts = CommentSteps.Of(code.Text);
        if (parts.Count == 0)
        {
            Attach(code, title);
            return;
        }

        Keep(code);
        var lines = code.Text.Split('\n');
        foreach (var (text, first, last) in parts)
        {
            var body = string.Join('\n', lines[first..(last + 1)]).TrimEnd();
            var source = new SourceLines(code.TextLine + first, code.TextLine + last);
            var runs = lines[first..(last + 1)].Any(line => line.Trim().Length > 0 && CommentSteps.Comment(line) is null);
            Add(text, null, runs ? [new CommandBlock(body) { Language = code.Language, Source = source }] : [], source.First, source.Last);
        }
    }

    /// <summary>Gives the code to the last step, or makes it one under the title.</summary>
    public void Attach(CodeBlockNode code, string title)
    {
        Keep(code);
        if (phases[^1].Steps.Count > 0)
        {
            Join(code);
        }
        else
        {
            Add(title, null, [code.ToCommands()], code.First, code.Last);
        }
    }

    private void Join(CodeBlockNode code)
    {
        var steps = phases[^1].Steps;
        var commands = steps[^1].Commands.Append(code.ToCommands()).ToList();
        steps[^1] = steps[^1] with { Commands = commands, Dangerous = steps[^1].Dangerous || Danger.InCommand(code.Text) };
    }

    /// <summary>Claims the code as one of the commands, whichever step runs it.</summary>
    public void Keep(CodeBlockNode code)
    {
        draft.Claim(code);
        Commands.Add(code.ToCommands());
    }

    /// <summary>Adds a step to the phase that was opened last.</summary>
    public void Add(string text, string? group, IReadOnlyList<CommandBlock> commands, int first, int last, string? role = null, string? expected = null) =>
        phases[^1].Steps.Add(new Step
        {
            Key = draft.Key(kind, text),
            Source = new SourceLines(first, last),
            Text = text.Length > 0 ? text : "Run the commands",
            Group = group,
            Commands = commands,
            Role = Placeholder.Real(role),
            Expected = Placeholder.Real(expected),
            Dangerous = Danger.InProse(text) || commands.Any(command => Danger.InCommand(command.Text)),
        });
}
