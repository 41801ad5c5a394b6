using System.Globalization;

namespace DrConsole.Plans.Import;

/// <summary>The rungs of the escalation path, from a list or a table under an escalation title.</summary>
internal static class EscalationRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var (section, block) in draft.Free(Topic.Escalation))
        {
            if (block is TableBlock table)
            {
                FromTable(draft, table);
            }
            else if (block is ListBlock list)
            {
                FromList(draft, section, list);
            }
            else if (block is Paragraph paragraph && section.Kind != SectionKind.Item)
            {
                paragraph.Lines.SelectMany(Chain).Select(line => (line, said: LevelOf(draft, line))).Where(found => found.said.Level is not null && found.said.Who.Length > 0).ToList()
                    .ForEach(found => Add(draft, Cut(found.said.Level!), found.said.Who, DurationGrammar.First(found.line.Text, 0)?.Minutes, draft.Claim(found.line.Line, paragraph.Lines.Count == 1 ? paragraph.Last : found.line.Line)));
            }
        }

        foreach (var section in draft.Sections.Where(section => section.Kind != SectionKind.Item && section.Parent is { Theme: Topic.Escalation }))
        {
            FromHeading(draft, section);
        }
    }

    // "L1: desk → L2: engineer → L3: head" has its rungs in a row.
    private static IEnumerable<TextLine> Chain(TextLine line)
    {
        var parts = line.Text.Split([" → ", " -> ", " => ", " ➜ ", "→"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 2 ? parts.Select(part => new TextLine(part, 0, line.Line)) : [line];
    }

    // "### Level 2: Head of IT" over the words that say when.
    private static void FromHeading(ImportDraft draft, Section section)
    {
        var title = new TextLine(section.Title, 0, section.Line);
        if (title.Label is not { } label || title.Value.Length == 0 || !IsLevel(draft, label) || draft.Escalation.Any(level => level.Source?.First >= section.Line && level.Source.Last <= section.LastLine))
        {
            return;
        }

        var said = section.Blocks.Where(block => draft.IsFree(block) && block is Paragraph or ListBlock).ToList();
        var texts = said.SelectMany(block => block is ListBlock list ? list.Items.Select(item => item.Text) : [((Paragraph)block).Text]).ToList();
        said.ForEach(block => draft.Claim(block));
        Add(draft, Cut(label), title.Value, texts.Prepend(section.Title).Select(text => DurationGrammar.First(text, 0)).FirstOrDefault(found => found is not null)?.Minutes, section.Source, texts.Count > 0 ? string.Join("; ", texts) : null);
    }

    private static void FromList(ImportDraft draft, Section section, ListBlock list)
    {
        // Below another escalation item these are its details, not further rungs.
        if (section.Kind == SectionKind.Item || (!list.Ordered && !list.Items.Any(item => LevelOf(draft, item.Head).Level is not null)))
        {
            return;
        }

        var number = list.Start;
        foreach (var item in list.Items)
        {
            var (label, rest) = LevelOf(draft, item.Head);
            var level = label is not null && !IsTime(label) ? label : number.ToString(CultureInfo.InvariantCulture);
            var who = rest.Length > 0 ? rest : string.Join("; ", item.Children.Select(child => child.Head.Bare));
            Add(draft, Cut(level), who, DurationGrammar.First(item.Text, 0)?.Minutes, draft.Claim(item), label is not null && rest.Length > 0 && !item.IsLeaf ? string.Join("; ", item.Children.Select(child => child.Head.Text)) : null);
            number++;
        }
    }

    // "Level 2: …", "**L2** …", or no name of its own.
    private static (string? Level, string Who) LevelOf(ImportDraft draft, TextLine head)
    {
        if (head.Label is { } label && IsLevel(draft, label))
        {
            return (label, head.Value);
        }

        if (head.Text.Split([" → ", " -> ", " => "], 2, StringSplitOptions.TrimEntries) is [var rung, var named] && IsLevel(draft, rung))
        {
            return (rung, named);
        }

        var first = head.Text.Split(' ', 2);
        var bold = head.Bold > 0 && head.Bold < head.Text.Length ? head.Text[..head.Bold].Trim() : "";
        return bold.Length > 0 && IsLevel(draft, bold) ? (bold, head.Text[head.Bold..].Trim(' ', ':', '-', '–', '—'))
            : first.Length == 2 && first[0].Length is 2 or 3 && char.IsLetter(first[0][0]) && char.IsAsciiDigit(first[0][^1]) ? (first[0], first[1].TrimStart('-', '–', '—', ':', ' '))
            : (null, head.Bare);
    }

    private static void FromTable(ImportDraft draft, TableBlock table)
    {
        var columns = new Columns(table, draft.Lexicon);
        var level = columns.Last(Topic.Level) is var named and >= 0 ? named : columns.Last(Topic.Tier) is var tier and >= 0 ? tier : 0;
        var times = Enumerable.Range(0, table.Columns.Count).Where(at => columns.IsMeasure(at)).ToArray();
        var who = new[] { Topic.Responsible, Topic.Escalation, Topic.Role, Topic.Team, Topic.Name, Topic.Contact }.Select(topic => columns.Except(topic, [level, .. times])).FirstOrDefault(
            at => at >= 0,
            Enumerable.Range(0, table.Columns.Count).FirstOrDefault(at => at != level && !times.Contains(at), -1));
        if (who < 0)
        {
            return;
        }

        draft.Claim(table);
        var after = columns.Except(Topic.ResponseTime, level, who) is var said and >= 0 ? said : times.FirstOrDefault(at => at != who, -1);
        foreach (var (row, number) in table.Rows.Select((row, at) => (row, at + 1)))
        {
            var minutes = after >= 0 ? DurationGrammar.Value(row.Cells[after])?.Minutes : null;
            Add(draft, times.Contains(level) || row.Cells[level].Length == 0 ? number.ToString(CultureInfo.InvariantCulture) : row.Cells[level], row.Cells[who], minutes, new SourceLines(row.First, row.Last), columns.Rest(row, level, who, minutes is null ? -1 : after));
        }
    }

    // "After 15 minutes" says when, not which rung it is.
    private static bool IsTime(string label) => DurationGrammar.First(label, 0) is { } span && label.Length - span.Length < 12;

    private static bool IsLevel(ImportDraft draft, string label) =>
        (draft.Lexicon.Topics(label).HasAny(Topic.Level, Topic.Tier) && (label.Any(c => char.IsDigit(c) || "一二三四五".Contains(c)) || Words.Of(label).All.Count() == 2))
        || (label.Length <= 4 && label.Any(char.IsDigit))
        || (DurationGrammar.First(label, 0) is not null && label.Length < 30);

    private static string Cut(string level) => level.IndexOfAny(['(', '（']) is var open and > 0 ? level[..open].Trim() : level;

    private static void Add(ImportDraft draft, string level, string who, double? after, SourceLines source, string? remark = null)
    {
        if (who.Length > 0)
        {
            draft.Escalation.Add(new EscalationLevel { Key = draft.Key("escalation", level), Level = level, Who = who, AfterMinutes = after, Source = source, Remark = remark });
        }
    }
}
