namespace DrConsole.Plans.Import;

/// <summary>What must happen again and again: tests and drills, trainings, reviews, rotations. Without a frequency only a named exercise counts.</summary>
internal static class DutyRecogniser
{
    private static readonly Topic[] Themes = [Topic.Test, Topic.Training, Topic.Review, Topic.Rotation];

    public static void Run(ImportDraft draft)
    {
        foreach (var section in draft.Sections)
        {
            var place = Themes.Contains(section.Theme);
            foreach (var block in section.Blocks.Where(draft.IsFree).ToList())
            {
                if (block is TableBlock table)
                {
                    FromTable(draft, section, table, place);
                }
                else if (block is ListBlock list && place && (section.Kind != SectionKind.Item || TopicRules.Leading(section.Own) is Topic.Review or Topic.Training or Topic.Rotation))
                {
                    FromList(draft, section, list);
                }
                else if (block is Paragraph paragraph && section.Theme == Topic.Test && section.Kind != SectionKind.Item && !(draft.Duties.Count > 0 && draft.Duties[^1].Source is { } before && before.First >= section.Line && before.First <= section.LastLine))
                {
                    FromProse(draft, section, paragraph);
                }
                else if (block is ListBlock loose)
                {
                    Loose(draft, section, loose);
                }
            }
        }
    }

    private static void FromTable(ImportDraft draft, Section section, TableBlock table, bool place)
    {
        var columns = new Columns(table, draft.Lexicon);
        var frequency = columns.Of(Topic.Frequency);
        var named = draft.Lexicon.Topics(string.Join(' ', table.Columns)).HasAny(Topic.Test, Topic.Training, Topic.Review);
        if (frequency < 0 || columns.Has(Topic.Retention) || !(place || named))
        {
            return;
        }

        var name = columns.Except(Topic.Test, frequency) is var test and >= 0 ? test
            : columns.Except(Topic.Training, frequency) is var training and >= 0 ? training
            : columns.Except(Topic.Review, frequency) is var review and >= 0 ? review
            : columns.Except(Topic.What, frequency) is var what and >= 0 ? what
            : frequency == 0 ? 1 : 0;
        if (name >= table.Columns.Count)
        {
            return;
        }

        draft.Claim(table);
        var scope = columns.Except(Topic.Scope, name, frequency) is var found and >= 0 ? found : columns.Except(Topic.Description, name, frequency);
        foreach (var row in table.Rows.Where(row => row.Cells[name].Length > 0))
        {
            Add(draft, section, row.Cells[name], Placeholder.Real(row.Cells[frequency]), new SourceLines(row.First, row.Last), scope >= 0 ? row.Cells[scope] : null, remark: columns.Rest(row, name, frequency, scope));
        }
    }

    private static void FromList(ImportDraft draft, Section section, ListBlock list)
    {
        var titled = draft.Lexicon.Frequency(section.Title);
        if (titled is not null && list.Items.Any(item => !item.IsLeaf))
        {
            Add(draft, section, section.Title, titled, draft.Claim(list), null, [.. list.Items.Select(item => item.Head.Label ?? item.Head.Bare)]);
            return;
        }

        foreach (var item in list.Items.Where(item => !draft.IsClaimed(item.First)))
        {
            var (name, frequency) = Read(draft, item);
            if (titled is not null && (frequency is null || (item.Head.Label is null && titled.Length == section.Title.Length)))
            {
                (name, frequency) = (item.Head.Bare, titled);
            }

            var parts = item.Children.Select(child => child.Head.Bare).ToList();
            var exercise = !item.IsLeaf && item.Head.Value.Length == 0 && !item.Inner.Own.HasAny(Topic.Rto, Topic.Rpo) && parts.Count > 0;
            if (frequency is not null || exercise || section.Theme is not Topic.Test)
            {
                Add(draft, section, name, frequency, draft.Claim(item), null, parts);
            }
        }
    }

    private static void FromProse(ImportDraft draft, Section section, Paragraph paragraph)
    {
        foreach (var sentence in Sentences.Of(paragraph.Text).Where(sentence => sentence.Length < 120))
        {
            if (draft.Lexicon.Frequency(sentence) is { } frequency)
            {
                Add(draft, section, sentence, frequency, draft.Claim(paragraph), null);
            }
        }
    }

    // A bullet below something else counts only when it says both what kind of duty it is and how often.
    private static void Loose(ImportDraft draft, Section section, ListBlock list)
    {
        if (section.Theme is Topic.Backup or Topic.Toc or Topic.Steps || section.Within(Topic.Scenario))
        {
            return;
        }

        foreach (var item in list.Items.Where(item => item.IsLeaf && !draft.IsClaimed(item.First)))
        {
            var topics = draft.Lexicon.Topics(item.Text);
            if (topics.HasAny(Topic.Training, Topic.Review, Topic.Rotation) && draft.Lexicon.Frequency(item.Text) is { } frequency)
            {
                Add(draft, section, item.Head.Bare, frequency, draft.Claim(item), null);
            }
        }
    }

    private static (string Name, string? Frequency) Read(ImportDraft draft, ListItem item)
    {
        var lexicon = draft.Lexicon;
        if (item.Head.Label is { } label && item.Head.Value.Length > 0)
        {
            if (lexicon.Frequency(item.Head.Value) is { } stated && lexicon.Frequency(label) is null)
            {
                return (label, stated);
            }

            return lexicon.Frequency(label) is { } often && label.Length <= often.Length + 12 ? (item.Head.Value, often) : (label, lexicon.Frequency(item.Text));
        }

        return (item.Head.Bare, lexicon.Frequency(item.Text));
    }

    private static void Add(ImportDraft draft, Section section, string name, string? frequency, SourceLines source, string? scope, IReadOnlyList<string>? parts = null, string? remark = null) =>
        draft.Duties.Add(new Duty
        {
            Key = draft.Key("duty", name), Kind = KindOf(draft, section, name), Name = name, Frequency = frequency, Source = source, Scope = scope, Parts = parts ?? [], Remark = remark,
        });

    private static DutyKind KindOf(ImportDraft draft, Section section, string name)
    {
        var topics = draft.Lexicon.Topics(name);
        return section.Theme switch
        {
            Topic.Training => DutyKind.Training,
            Topic.Rotation => DutyKind.KeyRotation,
            Topic.Review => DutyKind.Review,
            Topic.Test => draft.Lexicon.Speaks(name.Length > 24 ? name[..24] : name, Topic.Training) && !topics.Has(Topic.Test) ? DutyKind.Training : DutyKind.Test,
            _ => topics.Has(Topic.Training) ? DutyKind.Training : topics.Has(Topic.Rotation) ? DutyKind.KeyRotation : DutyKind.Review,
        };
    }
}
