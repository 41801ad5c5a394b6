namespace DrConsole.Plans.Import;

/// <summary>Reads a scenario's or a procedure's section into signs, phases, steps and commands, claiming what it takes.</summary>
internal sealed class StepReader(ImportDraft draft, string kind)
{
    private readonly StepList steps = new(draft, kind);

    public List<string> Detection { get; } = [];

    public string? Description { get; private set; }

    public string? Tier { get; private set; }

    public IReadOnlyList<CommandBlock> Commands => steps.Commands;

    public int Count => steps.Count;

    public IEnumerable<Step> Steps => steps.Steps;

    public IReadOnlyList<Phase> Phases => steps.Phases;

    public void Read(Section section)
    {
        steps.Open("");
        Walk(section, isTop: true);
    }

    private void Walk(Section section, bool isTop)
    {
        var signs = !isTop && section.Own.Has(Topic.Detection) && !section.Own.Has(Topic.Steps);
        foreach (var block in section.Blocks.Where(draft.IsFree).ToList())
        {
            switch (block)
            {
                case ListBlock list:
                    foreach (var item in list.Items)
                    {
                        Take(item, list.Ordered, group: null, signs);
                    }

                    break;
                case CodeBlockNode code:
                    steps.TakeCode(code, section.Title);
                    break;
                case TableBlock table:
                    TakeTable(table, signs);
                    break;
                case Paragraph paragraph when signs:
                    draft.Claim(paragraph);
                    Detection.Add(paragraph.Text);
                    break;
                case Paragraph paragraph when isTop:
                    TakeIntroduction(paragraph);
                    break;
                case Paragraph paragraph when section.Blocks.Count == 1 && section.Own.Has(Topic.Steps):
                    draft.Claim(paragraph);
                    steps.Add(paragraph.Text, null, [], paragraph.First, paragraph.Last);
                    break;
            }
        }

        var numbered = section.Children.Count(child => IsNumbered(child) && IsPlain(child)) > 1;
        foreach (var child in section.Children.Where(child => !IsForeign(child)))
        {
            if (!child.Own.Has(Topic.Detection) && IsPlain(child) && (StepLines.Mark(child.Title, draft.Lexicon) > 0 || (numbered && IsNumbered(child) && !child.Blocks.OfType<CodeBlockNode>().Any(code => CommentSteps.Of(code.Text).Count > 1))))
            {
                TakeHeading(child);
                continue;
            }

            if (!signs && !child.Own.Has(Topic.Detection))
            {
                steps.Open(child.Title);
            }

            Walk(child, isTop: false);
        }
    }

    private static bool IsNumbered(Section section) => ScenarioRecogniser.Bare(section.Title).Length < section.Title.Length;

    private static bool IsPlain(Section section) => section.Children.Count == 0 && section.Blocks.All(block => block is Paragraph or CodeBlockNode);

    // "### Step 2: Move DNS" over a paragraph or a command is one step.
    private void TakeHeading(Section section)
    {
        var mark = StepLines.Mark(section.Title, draft.Lexicon);
        var said = section.Blocks.OfType<Paragraph>().Where(draft.IsFree).ToList();
        var codes = section.Blocks.OfType<CodeBlockNode>().Where(draft.IsFree).ToList();
        said.ForEach(paragraph => draft.Claim(paragraph));
        codes.ForEach(steps.Keep);
        var title = mark > 0 && mark < section.Title.Length ? section.Title[mark..] : mark > 0 ? "" : ScenarioRecogniser.Bare(section.Title);
        steps.Add(string.Join(". ", said.Select(paragraph => paragraph.Text).Prepend(title).Where(text => text.Length > 0)), null, [.. codes.Select(code => code.ToCommands())], section.Line, Math.Max(section.HeadEnd, section.LastLine));
    }

    private bool IsForeign(Section child) =>
        TopicRules.Leading(child.Own) is Topic.Toc or Topic.Template or Topic.Escalation or Topic.Contact or Topic.Checklist or Topic.Rto or Topic.Rpo or Topic.Objective or Topic.Role or Topic.Team or Topic.Review or Topic.UsefulCommands
        || (draft.Lexicon.IsExactly(child.Title, Topic.Aside, Topic.Tier) && !child.Own.HasAny(Topic.Steps, Topic.Detection, Topic.Procedure));

    private void TakeIntroduction(Paragraph paragraph)
    {
        var lexicon = draft.Lexicon;
        foreach (var line in paragraph.Lines)
        {
            if (line.Label is { } label && line.Value.Length > 0 && lexicon.IsExactly(label, Topic.Detection))
            {
                Detection.Add(line.Value);
            }
            else if (line.Label is { } tier && line.Value.Length > 0 && lexicon.IsExactly(tier, Topic.Tier, Topic.Criticality))
            {
                Tier ??= line.Value;
            }
            else if (Description is null && Count == 0)
            {
                Description = line.Text;
            }
            else
            {
                continue;
            }

            draft.Claim(line.Line, paragraph.Lines.Count == 1 ? paragraph.Last : line.Line);
        }
    }

    private void Take(ListItem item, bool ordered, string? group, bool signs)
    {
        if (draft.IsClaimed(item.First))
        {
            return;
        }

        if (signs || IsSign(item))
        {
            draft.Claim(item);
            Detection.AddRange(item.IsLeaf ? [signs ? item.Head.Bare : item.Head.Value] : item.Children.Select(child => child.Head.Bare));
            return;
        }

        if (item.IsLeaf && !ordered && group is null && item.Head.Label is { } label && IsAside(label))
        {
            if (draft.Lexicon.IsExactly(label, Topic.Tier, Topic.Criticality))
            {
                Tier ??= item.Head.Value;
                draft.Claim(item);
            }

            return;
        }

        var codes = item.Inner.Blocks.OfType<CodeBlockNode>().ToList();
        var children = item.Children.ToList();
        draft.Claim(item.First, item.Inner.Blocks.Count == 0 ? item.Last : item.Inner.Blocks[0].First - 1);
        if (children.Count == 0 || children.TrueForAll(IsAspect))
        {
            children.ForEach(child => draft.Claim(child));
            var texts = item.Inner.Blocks.OfType<Paragraph>().ToList();
            texts.ForEach(text => draft.Claim(text));
            codes.ForEach(steps.Keep);
            steps.Add(string.Join(' ', texts.Select(text => text.Text).Prepend(item.Head.Bare)), group, [.. codes.Select(code => code.ToCommands())], item.First, item.Last);
            return;
        }

        foreach (var block in item.Inner.Blocks)
        {
            if (block is ListBlock list)
            {
                list.Items.ForEach(child => Take(child, ordered: true, item.Head.Label is { } named && item.Head.Value.Length == 0 ? named : item.Head.Bare, signs: false));
            }
            else if (block is CodeBlockNode code)
            {
                steps.Attach(code, item.Head.Bare);
            }
        }
    }

    private bool IsSign(ListItem item) => item.IsLeaf
        ? item.Head.Label is { } label && item.Head.Value.Length > 0 && draft.Lexicon.IsExactly(label, Topic.Detection)
        : draft.Lexicon.IsExactly(item.Inner.Title, Topic.Detection) && item.Children.Any();

    // "Owner: …", "Expected: …", "Duration: …" below a step are said of the step, and no steps themselves.
    private bool IsAspect(ListItem child) =>
        child is { IsLeaf: true, Head: { Label: { } label, Value.Length: > 0 } } && (draft.Lexicon.IsExactly(label, Topic.Responsible, Topic.Owner, Topic.Role, Topic.Expected)
            || draft.Terms.In(label) is var said && (said.Is(Term.Duration) || said.Is(Term.Evidence) || said.Is(Term.Approver)));

    private bool IsAside(string label) => draft.Lexicon.IsExactly(label, Topic.Aside, Topic.Tier, Topic.Criticality, Topic.Rto, Topic.Rpo, Topic.Owner, Topic.Responsible);

    private void TakeTable(TableBlock table, bool signs)
    {
        var columns = new Columns(table, draft.Lexicon);
        var action = columns.Last(Topic.Action);
        if (signs || action < 0)
        {
            if (signs)
            {
                draft.Claim(table);
                Detection.AddRange(table.Rows.Select(row => string.Join(": ", row.Cells.Where(cell => cell.Length > 0))));
            }

            return;
        }

        draft.Claim(table);
        foreach (var row in table.Rows.Where(row => row.Cells[action].Length > 0))
        {
            steps.Add(row.Cells[action], null, [], row.First, row.Last, columns.Cell(row, action, Topic.Responsible), columns.Cell(row, action, Topic.Expected));
        }
    }
}
