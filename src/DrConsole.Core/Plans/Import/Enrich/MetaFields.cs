namespace DrConsole.Plans.Import.Enrich;

/// <summary>Approver, classification and review cadence, from the lines that state the plan's particulars.</summary>
internal static class MetaFields
{
    public static PlanDocument Fill(PlanDocument document, Reading reading)
    {
        var meta = document.Meta;
        foreach (var (label, value, line) in Statements(reading.Draft))
        {
            var said = reading.Terms.In(label);
            var next = said.Is(Term.Approver) && meta.Approver is null ? meta with { Approver = Placeholder.Real(value) }
                : said.Is(Term.Classification) && meta.Classification is null ? meta with { Classification = Placeholder.Real(value) }
                : said.Is(Term.ReviewCadence) && meta.ReviewCadence is null && ScheduleGrammar.EveryDays(value, reading.Terms) is not null ? meta with { ReviewCadence = value }
                : meta;
            if (next != meta)
            {
                meta = next;
                reading.Draft.Claim(line, line);
                reading.Draft.MetaLines.Add(line);
            }
        }

        return document with { Meta = meta with { ReviewCadence = meta.ReviewCadence ?? Cadence(document, meta, reading) } };
    }

    // "Annual review of the whole plan" among the reviews.
    private static string? Cadence(PlanDocument document, PlanMeta meta, Reading reading) =>
        meta.NextReviewRaw is { } raw && meta.NextReview is null && ScheduleGrammar.EveryDays(raw, reading.Terms) is not null ? raw
        : document.Duties.FirstOrDefault(duty => duty is { Kind: DutyKind.Review, Frequency: not null } && ScheduleGrammar.EveryDays(duty.Frequency, reading.Terms) is not null
            && (reading.Terms.Says(duty.Name, Term.PlanWord) || reading.TitlesAbove(duty).Take(1).Any(title => reading.Terms.Says(title, Term.PlanWord))))?.Frequency;

    private static IEnumerable<(string Label, string Value, int Line)> Statements(ImportDraft draft)
    {
        foreach (var (key, (value, line)) in draft.Outline.FrontMatter)
        {
            yield return (key.Replace('_', ' '), value, line);
        }

        var last = draft.Sections.Where(section => section.Kind == SectionKind.Heading).MaxBy(section => section.Line);
        foreach (var section in draft.Sections.Where(section => section.Kind != SectionKind.Item && (section.Level <= 1 || section.Own.Has(Topic.Control) || section == last || section.Parent == last)))
        {
            foreach (var line in section.Blocks.OfType<Paragraph>().SelectMany(paragraph => paragraph.Lines).Where(line => line.Label is not null && !draft.IsClaimed(line.Line)))
            {
                yield return (line.Label!, line.Value, line.Line);
            }

            foreach (var item in section.Items.Where(item => item is { IsLeaf: true, Head.Label: not null } && !draft.IsClaimed(item.First)))
            {
                yield return (item.Head.Label!, item.Head.Value, item.First);
            }

            foreach (var table in section.Blocks.OfType<TableBlock>().Where(table => table.Columns.Count == 2))
            {
                foreach (var row in table.Rows.Where(row => !draft.IsClaimed(row.First)))
                {
                    yield return (row.Cells[0].Trim(':', ' ', '：'), row.Cells[1], row.First);
                }
            }
        }
    }
}
