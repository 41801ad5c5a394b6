namespace DrConsole.Plans.Import;

/// <summary>Keeps what nobody claimed, word for word and at its place, and counts how much that is.</summary>
internal static class NoteRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var (value, line) in draft.Outline.FrontMatter.Values.Where(entry => Placeholder.Is(entry.Value)))
        {
            draft.Warnings.Add(FormattableString.Invariant($"The front matter's value \"{value}\" in line {line} is a placeholder."));
        }
    }

    public static IReadOnlyList<PlanHeading> Outline(ImportDraft draft) =>
    [
        .. draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label).OrderBy(section => section.Line).Select(section => new PlanHeading
        {
            Key = draft.Key("heading", section.Title),
            Title = section.Title,
            Level = section.Level,
            Source = new SourceLines(section.Line, section.HeadEnd),
        }),
    ];

    public static IReadOnlyList<PlanNote> Notes(ImportDraft draft)
    {
        var notes = new List<PlanNote>();
        var headings = HeadingLines(draft);
        var sections = SectionOfLine(draft);
        var blocks = BlockOfLine(draft);
        var count = draft.Source.Lines.Count;
        for (var line = 1; line <= count; line++)
        {
            if (!IsLoose(line))
            {
                continue;
            }

            var (first, last) = (line, line);
            while (line < count && (IsLoose(line + 1) || (IsSilent(line + 1) && blocks[line + 1] is not null)) && ReferenceEquals(blocks[line + 1], blocks[first]) && ReferenceEquals(sections[line + 1], sections[first]))
            {
                last = IsLoose(++line) || blocks[first] is CodeBlockNode ? line : last;
            }

            line = last;
            notes.Add(NoteOf(draft, sections[first], first, last));
        }

        return notes;

        bool IsLoose(int at) => !draft.IsClaimed(at) && !headings[at] && SourceText.Speaks(draft.Source.Lines[at - 1]);
        bool IsSilent(int at) => !draft.IsClaimed(at) && !headings[at] && !SourceText.Speaks(draft.Source.Lines[at - 1]);
    }

    /// <summary>Share of the speaking lines that are in an item; a heading counts when something below it does.</summary>
    public static double Understood(ImportDraft draft)
    {
        var headings = HeadingLines(draft);
        var useful = draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label)
            .Where(section => Enumerable.Range(section.Line, section.LastLine - section.Line + 1).Any(draft.IsClaimed))
            .SelectMany(section => Enumerable.Range(section.Line, section.HeadEnd - section.Line + 1)).ToHashSet();
        var (speaking, understood) = (0, 0);
        for (var line = 1; line <= draft.Source.Lines.Count; line++)
        {
            if (SourceText.Speaks(draft.Source.Lines[line - 1]))
            {
                speaking++;
                understood += (headings[line] ? useful.Contains(line) : draft.IsClaimed(line)) ? 1 : 0;
            }
        }

        return speaking == 0 ? 0 : Math.Round((double)understood / speaking, 3);
    }

    private static PlanNote NoteOf(ImportDraft draft, Section section, int first, int last)
    {
        var text = string.Join('\n', draft.Source.Lines.Skip(first - 1).Take(last - first + 1));
        return new PlanNote
        {
            Key = draft.Key("note", section.Title.Length > 0 ? section.Title : "beginning"),
            Source = new SourceLines(first, last),
            Under = section.Kind == SectionKind.Root ? [] : [.. section.Path, section.Title],
            Text = text,
        };
    }

    private static bool[] HeadingLines(ImportDraft draft)
    {
        var headings = new bool[draft.Source.Lines.Count + 2];
        foreach (var section in draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label))
        {
            Array.Fill(headings, true, section.Line, section.HeadEnd - section.Line + 1);
        }

        return headings;
    }

    private static Section[] SectionOfLine(ImportDraft draft)
    {
        var owners = new Section[draft.Source.Lines.Count + 2];
        Array.Fill(owners, draft.Root);
        foreach (var section in draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label).OrderBy(section => section.Line))
        {
            // A later heading overwrites the rest of the document; what follows it overwrites again.
            Array.Fill(owners, section, section.Line, section.LastLine - section.Line + 1);
        }

        return owners;
    }

    private static Block?[] BlockOfLine(ImportDraft draft)
    {
        var owners = new Block?[draft.Source.Lines.Count + 2];
        foreach (var block in draft.Outline.Blocks)
        {
            Array.Fill(owners, block, block.First, Math.Min(block.Last, draft.Source.Lines.Count) - block.First + 1);
        }

        return owners;
    }
}
