namespace DrConsole.Plans.Import;

/// <summary>Title, version, owner and dates: from front matter, the lines under the title, document control, and the footer.</summary>
internal static class MetaRecogniser
{
    public static void Run(ImportDraft draft)
    {
        var lexicon = draft.Lexicon;
        var meta = draft.Meta with { Language = lexicon.Language, Title = TitleOf(draft) };
        foreach (var (label, value, first, last) in Statements(draft))
        {
            var next = Take(meta, label, value, lexicon, draft.Warnings, first);
            if (next is not null)
            {
                meta = next;
                draft.Claim(first, last);
            }
        }

        foreach (var (_, line) in draft.Outline.FrontMatter.Values.Where(entry => string.Equals(entry.Value, meta.Title, StringComparison.Ordinal)))
        {
            draft.Claim(line, line);
        }

        foreach (var table in draft.Sections.SelectMany(section => section.Blocks.OfType<TableBlock>()).Where(table => table.Rows.Any(row => draft.IsClaimed(row.First))))
        {
            draft.Claim(table.First, table.Rows[0].First - 1);
        }

        draft.Meta = meta with { Summary = Summary(draft) };
        draft.MetaLines.UnionWith(Enumerable.Range(1, draft.Source.Lines.Count).Where(draft.IsClaimed));
    }

    private static string TitleOf(ImportDraft draft)
    {
        var headings = draft.Sections.Where(section => section.Kind == SectionKind.Heading).ToList();
        return (headings.FirstOrDefault(section => section.Level == 1) ?? headings.FirstOrDefault())?.Title is { Length: > 0 } title
            ? title
            : draft.Outline.FrontMatter.FirstOrDefault(entry => draft.Lexicon.IsExactly(entry.Key, Topic.Title)).Value.Value
            ?? Path.GetFileNameWithoutExtension(draft.FileName);
    }

    private static IEnumerable<(string Label, string Value, int First, int Last)> Statements(ImportDraft draft)
    {
        foreach (var (key, (value, line)) in draft.Outline.FrontMatter)
        {
            yield return (key, value, line, line);
        }

        foreach (var section in draft.Sections)
        {
            var opening = section.Level <= 1 && section.Kind != SectionKind.Item;
            var control = section.Own.Has(Topic.Control);
            foreach (var line in section.Blocks.OfType<Paragraph>().Where(_ => section.Kind != SectionKind.Item).SelectMany(paragraph => paragraph.Lines))
            {
                foreach (var (label, value) in Parts(line))
                {
                    yield return (label, value, line.Line, line.Line);
                }
            }

            foreach (var item in section.Items.Where(item => (opening || control) && item is { IsLeaf: true, Head.Label: not null }))
            {
                yield return (item.Head.Label!, item.Head.Value, item.First, item.Last);
            }

            foreach (var table in section.Blocks.OfType<TableBlock>().Where(table => table.Columns.Count == 2 && (opening || control || table.Rows.Count(row => draft.Lexicon.IsExactly(row.Cells[0].Trim(':', ' ', '：'), Topic.Version, Topic.Owner, Topic.LastUpdated, Topic.NextReview)) > 1)))
            {
                yield return (table.Columns[0], table.Columns[1], table.First, table.First + 1);
                foreach (var row in table.Rows)
                {
                    yield return (row.Cells[0].Trim(':', ' ', '：'), row.Cells[1], row.First, row.Last);
                }
            }
        }
    }

    private static IEnumerable<(string Label, string Value)> Parts(TextLine line)
    {
        // "Version: 2 | Owner: IT" says two things in one line.
        var parts = line.Text.Split([" | ", " · ", " • ", " – ", " — "], StringSplitOptions.TrimEntries);
        return (parts.Length > 1 ? parts.Select(part => new TextLine(Colon(part), 0, line.Line)) : [line])
            .Where(part => part.Label is not null)
            .Select(part => (part.Label!, part.Value));
    }

    // "Version 1.4" among others in a line needs no colon to be understood.
    private static string Colon(string part) =>
        part.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 && !part.Contains(':', StringComparison.Ordinal) && char.IsDigit(part[^1]) && space + 1 < part.Length && char.IsDigit(part[space + 1])
            ? $"{part[..space]}: {part[(space + 1)..]}"
            : part;

    private static PlanMeta? Take(PlanMeta meta, string label, string value, Lexicon lexicon, List<string> warnings, int line)
    {
        if (value.Length == 0)
        {
            return null;
        }

        var topic = new[] { Topic.NextReview, Topic.LastUpdated, Topic.Version, Topic.Owner }.FirstOrDefault(topic => lexicon.IsExactly(label, topic));
        if (topic != Topic.None && Placeholder.Is(value))
        {
            warnings.Add(FormattableString.Invariant($"Line {line}: {label} is a placeholder (\"{value}\")."));
        }

        var date = DateGrammar.Iso(value, lexicon);
        return topic switch
        {
            Topic.NextReview when meta.NextReviewRaw is null => meta with
            {
                NextReview = date, NextReviewRaw = value, ReviewCadence = date is null && lexicon.Frequency(value) is not null ? value : meta.ReviewCadence,
            },
            Topic.LastUpdated when meta.LastUpdatedRaw is null => meta with { LastUpdated = date, LastUpdatedRaw = value },
            Topic.Version when meta.Version is null => meta with { Version = Placeholder.Real(value) },
            Topic.Owner when meta.Owner is null => meta with { Owner = Placeholder.Real(value) },
            _ => null,
        };
    }

    // "Approved by: …", "Classification: …" one below the other introduce nothing.
    private static bool IsParticulars(Paragraph paragraph) =>
        paragraph.Lines.Count > 1 && paragraph.Lines.All(line => line is { Label.Length: < 40, Value.Length: > 0 and < 80 });

    private static string? Summary(ImportDraft draft)
    {
        var opening = draft.Sections.Where(section => section.Level <= 1 && section.Kind != SectionKind.Item)
            .Concat(draft.Sections.Where(section => section.Level == 2).Take(2))
            .Where(section => section.Theme == Topic.None)
            .SelectMany(section => section.Blocks.OfType<Paragraph>())
            .FirstOrDefault(paragraph => draft.IsFree(paragraph) && !IsParticulars(paragraph));
        if (opening is null)
        {
            return null;
        }

        draft.Claim(opening);
        return opening.Text;
    }
}
