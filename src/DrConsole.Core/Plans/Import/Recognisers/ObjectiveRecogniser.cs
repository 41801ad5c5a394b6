namespace DrConsole.Plans.Import;

/// <summary>Recovery objectives from tables, label–value lists and sentences. A value counts only where the document itself says RTO or RPO.</summary>
internal static class ObjectiveRecogniser
{
    public static void Run(ImportDraft draft)
    {
        FromFrontMatter(draft);
        foreach (var section in draft.Sections)
        {
            foreach (var table in section.Blocks.OfType<TableBlock>())
            {
                FromTable(draft, section, table);
            }

            FromLines(draft, section);
        }
    }

    // "rto: 4h" in the front matter is the plan's own target.
    private static void FromFrontMatter(ImportDraft draft)
    {
        var rto = draft.Outline.FrontMatter.FirstOrDefault(entry => draft.Lexicon.IsExactly(entry.Key, Topic.Rto)).Value;
        var rpo = draft.Outline.FrontMatter.FirstOrDefault(entry => draft.Lexicon.IsExactly(entry.Key, Topic.Rpo)).Value;
        int[] lines = [.. new[] { rto.Line, rpo.Line }.Where(line => line > 0)];
        if (lines.Length > 0)
        {
            Array.ForEach(lines, line => draft.Claim(line, line));
            Add(draft, draft.Meta.Title, "plan", DurationGrammar.Value(rto.Value ?? ""), DurationGrammar.Value(rpo.Value ?? ""), new SourceLines(lines.Min(), lines.Max()), null);
        }
    }

    private static void FromTable(ImportDraft draft, Section section, TableBlock table)
    {
        var columns = new Columns(table, draft.Lexicon);
        var (rto, rpo) = (columns.Of(Topic.Rto), columns.Of(Topic.Rpo));
        if (rto == 0 || rpo == 0 || section.Theme is Topic.Test or Topic.Monitoring)
        {
            FromTransposed(draft, section, table);
            return;
        }

        if (rto < 0 && rpo < 0)
        {
            FromTransposed(draft, section, table);
            return;
        }

        var scope = columns.Except(Topic.Scope, rto, rpo) is var at and >= 0 ? at : 0;
        foreach (var row in table.Rows.Where(row => row.Cells[scope].Length > 0))
        {
            var (time, point) = rto == rpo
                ? Pair(row.Cells[rto])
                : (rto < 0 ? null : Targets.Cell(row.Cells[rto], table.Columns[rto]), rpo < 0 ? null : Targets.Cell(row.Cells[rpo], table.Columns[rpo]));
            Add(draft, row.Cells[scope], KindOf(draft, section, row.Cells[scope], point is not null && time is null), time, point, draft.Claim(row.First, row.Last), columns.Rest(row, scope, rto, rpo));
        }

        draft.Claim(table);
    }

    // "| Metric | Target |" with RTO and RPO as rows.
    private static void FromTransposed(ImportDraft draft, Section section, TableBlock table)
    {
        var rows = table.Rows.Where(row => draft.Lexicon.Topics(row.Cells[0]).HasAny(Topic.Rto, Topic.Rpo) && section.Theme is not (Topic.Test or Topic.Monitoring)).ToList();
        if (rows.Count is 0 or > 2)
        {
            return;
        }

        for (var column = 1; column < table.Columns.Count; column++)
        {
            var (time, point) = (Row(Topic.Rto, column), Row(Topic.Rpo, column));
            if (time is not null || point is not null)
            {
                var scope = table.Columns.Count > 2 ? table.Columns[column] : ScopeOf(draft, section);
                Add(draft, scope, table.Columns.Count > 2 ? "system" : "plan", time, point, draft.Claim(table), null);
            }
        }

        Duration? Row(Topic topic, int column) =>
            rows.FirstOrDefault(row => draft.Lexicon.Speaks(row.Cells[0], topic)) is { } row ? DurationGrammar.Value(row.Cells[column]) : null;
    }

    private static void FromLines(ImportDraft draft, Section section)
    {
        if (section.Theme is Topic.Toc or Topic.Template or Topic.UsefulCommands)
        {
            return;
        }

        Duration? ownRto = null, ownRpo = null;
        (int First, int Last)? own = null;
        string? remark = null;
        foreach (var (line, first, last, nested) in Lines(section))
        {
            if (draft.IsClaimed(first))
            {
                continue;
            }

            var label = draft.Lexicon.Topics(line.Label ?? "");
            var (rto, rpo) = Targets.Of(line.Text, draft.Lexicon);
            if (line.Label is not null && label.HasAny(Topic.Rto, Topic.Rpo) && DurationGrammar.Value(line.Value) is { } value && !nested)
            {
                var single = label.Has(Topic.Rto) != label.Has(Topic.Rpo);
                ownRto ??= single && label.Has(Topic.Rto) ? value : rto;
                ownRpo ??= single && label.Has(Topic.Rpo) ? value : rpo;
                own = (own?.First ?? first, last);
                remark ??= Rest(line.Value, value);
                draft.Claim(first, last);
            }
            else if (line.Label is { Length: > 0 } scope && (rto ?? rpo) is not null && !label.HasAny(Topic.Rto, Topic.Rpo) && IsPlace(section))
            {
                Add(draft, scope, KindOf(draft, section, scope, rto is null), rto, rpo, draft.Claim(first, last), null);
            }
            else if (line.Label is { Length: > 0 } named && section.Own.Has(Topic.Rto) != section.Own.Has(Topic.Rpo) && DurationGrammar.Value(line.Value) is { } target)
            {
                var time = section.Own.Has(Topic.Rto);
                Add(draft, named, KindOf(draft, section, named, !time), time ? target : null, time ? null : target, draft.Claim(first, last), Rest(line.Value, target));
            }
            else if (line.Label is null && (rto ?? rpo) is not null && IsPlace(section) && Sentences.Of(line.Text).Where(said => Targets.Of(said, draft.Lexicon) is var found && (found.Rto ?? found.Rpo) is not null).ToList() is { Count: > 1 } sentences && Repeats(draft, sentences))
            {
                foreach (var sentence in sentences)
                {
                    var (time, point) = Targets.Of(sentence, draft.Lexicon);
                    Add(draft, sentence.Length > 80 ? sentence[..80] : sentence, KindOf(draft, section, sentence, time is null), time, point, draft.Claim(first, last), null);
                }
            }
            else if (line.Label is null && (rto ?? rpo) is not null && IsPlace(section) && own is not null && ((rto is not null && ownRto is not null) || (rpo is not null && ownRpo is not null)))
            {
                // A second statement of its own, for another scope.
                Add(draft, line.Text.Length > 80 ? line.Text[..80] : line.Text, KindOf(draft, section, line.Text, rto is null), rto, rpo, draft.Claim(first, last), null);
            }
            else if (line.Label is null && (rto ?? rpo) is not null && IsPlace(section))
            {
                (ownRto, ownRpo) = (ownRto ?? rto, ownRpo ?? rpo);
                own = (own?.First ?? first, last);
                draft.Claim(first, last);
            }
        }

        if (section.Kind == SectionKind.Item && section.Own.HasAny(Topic.Rto, Topic.Rpo) && section.Items.Any(item => draft.IsClaimed(item.First)))
        {
            draft.Claim(section.Line, section.Line);
        }

        if (own is { } lines && (ownRto ?? ownRpo) is not null)
        {
            var scope = ScopeOf(draft, section);
            Add(draft, scope, string.Equals(scope, draft.Meta.Title, StringComparison.Ordinal) ? "plan" : KindOf(draft, section, scope, ownRto is null), ownRto, ownRpo, new SourceLines(lines.First, lines.Last), remark);
        }
        else if (section.Kind != SectionKind.Item && Targets.Of(section.Title, draft.Lexicon) is var (titleRto, titleRpo) && (titleRto ?? titleRpo) is not null && IsPlace(section) && !draft.Objectives.Any(known => known.Source?.First == section.Line))
        {
            var open = section.Title.IndexOfAny(['(', '（', ':']);
            Add(draft, open > 0 ? section.Title[..open].Trim() : section.Title, KindOf(draft, section, section.Title, titleRto is null), titleRto, titleRpo, new SourceLines(section.Line, section.HeadEnd), null);
        }
    }

    private static bool Repeats(ImportDraft draft, List<string> sentences)
    {
        var found = sentences.Select(sentence => Targets.Of(sentence, draft.Lexicon)).ToList();
        return found.Count(targets => targets.Rto is not null) > 1 || found.Count(targets => targets.Rpo is not null) > 1;
    }

    private static IEnumerable<(TextLine Line, int First, int Last, bool Nested)> Lines(Section section)
    {
        foreach (var block in section.Blocks)
        {
            if (block is Paragraph paragraph && paragraph.Lines.All(line => line.Label is null))
            {
                yield return (new TextLine(paragraph.Text, 0, paragraph.First), paragraph.First, paragraph.Last, false);
            }
            else if (block is Paragraph labelled)
            {
                foreach (var line in labelled.Lines)
                {
                    yield return (line, line.Line, line.Line, false);
                }
            }

            foreach (var item in block is ListBlock list ? list.Items : [])
            {
                yield return (item.Head, item.First, item.IsLeaf ? item.Last : item.First, !item.IsLeaf);
            }
        }
    }

    private static bool IsPlace(Section section) =>
        section.Theme is not (Topic.Test or Topic.Monitoring or Topic.Training or Topic.Checklist or Topic.Review or Topic.Communication or Topic.Toc or Topic.Contact or Topic.Escalation or Topic.Backup);

    private static string ScopeOf(ImportDraft draft, Section section)
    {
        for (var above = section; above is { Kind: not SectionKind.Root, Level: > 1 }; above = above.Parent!)
        {
            var isTarget = above.Own.HasAny(Topic.Objective, Topic.Rto, Topic.Rpo, Topic.Sla);
            if (!isTarget && (ReferenceEquals(above, section) || above.Own.HasAny(Topic.Hazard, Topic.Tier) || above.Kind == SectionKind.Item))
            {
                return TopicRules.Leading(above.Own) is Topic.Procedure or Topic.Control or Topic.Backup or Topic.Scenario && !above.Own.Has(Topic.Hazard) && !above.Title.Any(char.IsDigit) ? draft.Meta.Title : ScenarioRecogniser.Bare(above.Title);
            }
        }

        return draft.Meta.Title;
    }

    private static string KindOf(ImportDraft draft, Section section, string scope, bool isPoint)
    {
        var topics = draft.Lexicon.Topics(scope);
        return topics.Has(Topic.Tier) ? "tier" : topics.Has(Topic.Hazard) || section.Own.Has(Topic.Hazard) ? "scenario" : isPoint ? "data" : "system";
    }

    private static (Duration? Rto, Duration? Rpo) Pair(string cell)
    {
        var parts = cell.Split('/', 2);
        return (DurationGrammar.Value(parts[0]), parts.Length > 1 ? DurationGrammar.Value(parts[1]) : null);
    }

    private static string? Rest(string value, Duration duration) =>
        value[(duration.Start + duration.Length)..].Trim(' ', '(', ')', ',', ';', '.', '（', '）') is { Length: > 0 } rest ? rest : null;

    private static void Add(ImportDraft draft, string scope, string kind, Duration? rto, Duration? rpo, SourceLines source, string? remark)
    {
        if (rto is not null || rpo is not null)
        {
            draft.Objectives.Add(new Objective
            {
                Key = draft.Key("objective", scope), Scope = scope, Kind = kind, RtoMinutes = rto?.Minutes, RpoMinutes = rpo?.Minutes,
                Qualifier = (rto ?? rpo)!.Qualifier, Remark = remark, Source = source,
            });
        }
    }
}
