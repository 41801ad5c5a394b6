namespace DrConsole.Plans.Import;

/// <summary>Classes of incidents: as headings, as rows of a table, as list items, with the targets that other chapters promise for them.</summary>
internal static class TierRecogniser
{
    public static void Run(ImportDraft draft)
    {
        FromTables(draft);
        FromSections(draft);
        FromItems(draft);
        FromLines(draft);
        TakePromises(draft);
        Rank(draft);
    }

    private static void FromSections(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label && IsPlace(section) && Id(section.Title, draft.Lexicon) is not null && !IsScenarioNumber(section)))
        {
            var (rto, rpo) = Targets.Of(section.Title, draft.Lexicon);
            Promise(draft, Bare(section.Title), rto, rpo, new SourceLines(section.Line, section.HeadEnd));
            var criteria = section.Blocks.OfType<ListBlock>().Where(list => !list.Ordered).SelectMany(list => list.Items).Where(item => item.IsLeaf && item.Head.Label is null).ToList();
            var isClass = section.Parent?.Own.Has(Topic.Tier) == true;
            if (isClass)
            {
                criteria.ForEach(item => draft.Claim(item));
            }

            Add(draft, Bare(section.Title), rto?.Minutes, new SourceLines(section.Line, isClass ? section.LastLine : section.HeadEnd), isClass ? [.. criteria.Select(item => item.Head.Bare)] : []);
        }
    }

    private static void FromItems(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(section => section.Own.Has(Topic.Tier) && section.Kind is SectionKind.Heading or SectionKind.Label && IsPlace(section)))
        {
            foreach (var item in section.Items.Where(item => item.Head.Label is not null && !draft.IsClaimed(item.First)))
            {
                var label = item.Head.Label!;
                if ((Id(label, draft.Lexicon) ?? (section.Theme == Topic.Tier && draft.Lexicon.Severity(label) is not null ? label : null)) is null)
                {
                    continue;
                }

                var (rto, rpo) = Targets.Of(item.Text, draft.Lexicon);
                var source = draft.Claim(item);
                Promise(draft, label, rto, rpo, source);
                Add(draft, label, rto?.Minutes, new SourceLines(item.First, item.Last), [.. item.Children.Select(child => child.Head.Bare)], item.Head.Value);
            }
        }
    }

    // "**SEV-1 (Critical)**: …" as a paragraph.
    private static void FromLines(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(section => section.Own.Has(Topic.Tier) && section.Kind is SectionKind.Heading or SectionKind.Label && IsPlace(section)))
        {
            foreach (var line in section.Blocks.OfType<Paragraph>().Where(draft.IsFree).Where(paragraph => paragraph.Lines.Count == 1).Select(paragraph => paragraph.Lines[0]).Where(line => line is { Label: not null, Bold: > 0, Value.Length: > 0 } && Id(line.Label, draft.Lexicon) is not null))
            {
                var said = Sentences.Of(line.Value).ToList();
                var rto = Targets.Of(line.Text, draft.Lexicon).Rto ?? Said(said, Topic.Rto) ?? Said(said, Topic.Steps, Topic.ResponseTime);
                Add(draft, line.Label!, rto?.Minutes, draft.Claim(line.Line, line.Line), [], line.Value, Said(said, Topic.ResponseTime, Topic.Rto)?.Minutes);
            }
        }

        Duration? Said(List<string> sentences, Topic topic, Topic other = Topic.None) =>
            sentences.Where(sentence => draft.Lexicon.Topics(sentence) is var topics && topics.Has(topic) && (other == Topic.None || topic == Topic.ResponseTime || !topics.Has(other))).Select(sentence => DurationGrammar.First(sentence, 0)).FirstOrDefault(found => found is not null);
    }

    private static void FromTables(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(IsPlace))
        {
            foreach (var table in section.Blocks.OfType<TableBlock>().Where(draft.IsFree))
            {
                var columns = new Columns(table, draft.Lexicon);
                var speaks = (draft.Lexicon.Speaks(table.Columns[0], Topic.Tier) || section.Own.Has(Topic.Tier)) && !columns.Has(Topic.Frequency) && !columns.Has(Topic.Phone);
                if (!speaks || table.Rows.Any(row => Id(row.Cells[0], draft.Lexicon) is null && draft.Lexicon.Severity(row.Cells[0]) is null && row.Cells[0].Length > 4))
                {
                    continue;
                }

                var rto = columns.Of(Topic.Rto);
                if (rto < 0 && (section.Theme == Topic.Sla || (section.Own.Has(Topic.Sla) && !section.Own.Has(Topic.Tier)) || table.Columns.Any(IsRepair)))
                {
                    // What a service desk promises is no class of disasters.
                    continue;
                }

                draft.Claim(table);
                foreach (var row in table.Rows)
                {
                    var response = columns.Cell(row, 0, Topic.ResponseTime);
                    Add(draft, row.Cells[0], rto > 0 ? Targets.Cell(row.Cells[rto], table.Columns[rto])?.Minutes : null, new SourceLines(row.First, row.Last), [],
                        columns.Rest(row, 0, rto, DurationGrammar.Value(response ?? "") is null ? -1 : columns.Except(Topic.ResponseTime, 0)), rto > 0 && string.Equals(response, row.Cells[rto], StringComparison.Ordinal) ? null : DurationGrammar.Value(response ?? "")?.Minutes);
                }
            }
        }
    }

    private static void TakePromises(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(section => section.Theme is Topic.Sla or Topic.Objective or Topic.Rto or Topic.Tier))
        {
            foreach (var item in section.Items.Where(item => item is { IsLeaf: true, Head.Label: not null }))
            {
                var id = Id(item.Head.Label!, draft.Lexicon);
                var value = draft.Lexicon.Topics(item.Head.Value);
                var at = draft.Tiers.FindIndex(tier => id is not null && string.Equals(Id(tier.Name, draft.Lexicon), id, StringComparison.Ordinal));
                if (at < 0 || DurationGrammar.First(item.Head.Value, 0) is not { } duration)
                {
                    continue;
                }

                var recovers = section.Own.Has(Topic.Rto) || value.Has(Topic.Rto) || (value.Has(Topic.Steps) && !value.Has(Topic.ResponseTime));
                var responds = !recovers && value.Has(Topic.ResponseTime);
                if (recovers || responds)
                {
                    var tier = draft.Tiers[at];
                    tier = tier with { MoreSources = [.. tier.MoreSources, draft.Claim(item)] };
                    draft.Tiers[at] = recovers ? tier with { RtoMinutes = tier.RtoMinutes ?? duration.Minutes } : tier with { ResponseMinutes = tier.ResponseMinutes ?? duration.Minutes };
                }
            }
        }
    }

    private static void Rank(ImportDraft draft)
    {
        var ranks = draft.Tiers.Select(tier => draft.Lexicon.Severity(tier.Name)).ToList();
        if (ranks.Count == 0 || ranks.Any(rank => rank is null) || ranks.Distinct().Count() != ranks.Count)
        {
            return;
        }

        var order = ranks.OrderBy(rank => rank).ToList();
        for (var i = 0; i < draft.Tiers.Count; i++)
        {
            draft.Tiers[i] = draft.Tiers[i] with { SeverityRank = order.IndexOf(ranks[i]) + 1 };
        }
    }

    // A tier has no place for a recovery point; stated together they are an objective as well.
    private static void Promise(ImportDraft draft, string name, Duration? rto, Duration? rpo, SourceLines source)
    {
        if (rpo is not null)
        {
            draft.Objectives.Add(new Objective { Key = draft.Key("objective", name), Scope = name, Kind = "tier", RtoMinutes = rto?.Minutes, RpoMinutes = rpo.Minutes, Qualifier = (rto ?? rpo).Qualifier, Source = source });
        }
    }

    private static void Add(ImportDraft draft, string name, double? rto, SourceLines source, IReadOnlyList<string> criteria, string? description = null, double? response = null)
    {
        if (name.Length > 0 && !draft.Tiers.Any(tier => string.Equals(tier.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            draft.Tiers.Add(new ImpactTier
            {
                Key = draft.Key("tier", name), Name = name, RtoMinutes = rto, ResponseMinutes = response, Criteria = criteria,
                Description = Placeholder.Real(description), Source = source,
            });
        }
    }

    private static bool IsRepair(string column) => column.Contains("MTTR", StringComparison.OrdinalIgnoreCase);

    private static bool IsPlace(Section section) =>
        !section.Within(Topic.Escalation) && section.Theme is not (Topic.Test or Topic.Escalation or Topic.Contact or Topic.Toc or Topic.Backup or Topic.Communication or Topic.Checklist or Topic.Monitoring or Topic.Review or Topic.Training or Topic.Template);

    // "S1: …" among scenarios is the first scenario, not the first severity.
    private static bool IsScenarioNumber(Section section) =>
        section.Parent is { } parent && parent.Own.Has(Topic.Scenario) && !section.Own.Has(Topic.Tier);

    // "Tier 2", "SEV-1", "P3", "Stufe 1", "一级": what stays the same wherever the class is named.
    private static string? Id(string text, Lexicon lexicon)
    {
        text = ScenarioRecogniser.Bare(text);
        var words = Words.Of(text).All.Take(4).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            var glued = words[i].TrimStart('p', 's', 'e', 'v');
            if (glued.Length is > 0 and < 3 && glued.All(char.IsAsciiDigit) && glued.Length < words[i].Length)
            {
                return glued;
            }

            if (i + 1 < words.Count && words[i + 1].Length <= 3 && words[i + 1].All(c => char.IsAsciiDigit(c) || c is 'i' or 'v' || words[i + 1].Length == 1) && (lexicon.Speaks(words[i], Topic.Tier) || lexicon.Speaks(string.Join(' ', words.Take(i + 1)), Topic.Tier)))
            {
                return words[i + 1];
            }
        }

        var sign = text.FirstOrDefault(c => char.IsDigit(c) || "一二三四五".Contains(c));
        return sign != '\0' && text.Length <= 12 && text.Any(Words.IsIdeographic) && lexicon.Speaks(text, Topic.Tier) ? sign.ToString() : null;
    }

    private static string Bare(string title)
    {
        var open = title.IndexOfAny(['(', '（']);
        return open > 0 && DurationGrammar.First(title, open) is not null ? title[..open].TrimEnd(' ', '-', '–', ':') : title;
    }
}
