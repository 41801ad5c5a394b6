namespace DrConsole.Plans.Import;

/// <summary>Finds the disasters that the plan foresees: by their collection, their number, their signs, or a hazard in the title with steps below.</summary>
internal static class ScenarioRecogniser
{
    public static void Run(ImportDraft draft)
    {
        var chosen = draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label && IsScenario(section, draft.Lexicon)).ToHashSet();
        var rows = chosen.Where(section => section.Parent is not null && (section.Own.HasAny(Topic.Hazard, Topic.Scenario) || HasSigns(section))).GroupBy(section => section.Parent!).Where(row => row.Skip(1).Any()).Select(row => row.Key).ToHashSet();
        var taken = new HashSet<Section>();
        foreach (var section in draft.Sections)
        {
            if (Above(section).Any(taken.Contains) || !(chosen.Contains(section) || IsSister(section, rows, draft.Lexicon)))
            {
                continue;
            }

            var reader = new StepReader(draft, "step");
            reader.Read(section);
            if (reader.Count == 0 && reader.Detection.Count == 0)
            {
                continue;
            }

            taken.Add(section);
            draft.Scenarios.Add(new Scenario
            {
                Key = draft.Key("scenario", Bare(section.Title)),
                Source = section.Source,
                Title = Bare(section.Title),
                Description = reader.Description,
                Tier = reader.Tier ?? TierOf(draft, section),
                Detection = reader.Detection,
                Phases = reader.Phases,
                Commands = reader.Commands,
            });
        }

        FromTables(draft);
    }

    // "| Scenario | Signs | Response |": each row is one, unless the plan has a chapter of that name.
    private static void FromTables(ImportDraft draft)
    {
        var titles = draft.Scenarios.Select(known => known.Title).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (section, table) in draft.Sections.Where(section => section.Theme is not (Topic.Test or Topic.Monitoring or Topic.Toc or Topic.Training or Topic.Review)).SelectMany(section => section.Blocks.OfType<TableBlock>().Select(table => (section, table))))
        {
            var columns = new Columns(table, draft.Lexicon);
            var title = columns.Of(Topic.Scenario) is var named and >= 0 ? named : columns.Of(Topic.Hazard) is var hazard and >= 0 && section.Theme == Topic.Scenario ? hazard : -1;
            var action = title < 0 ? -1 : columns.Except(Topic.Steps, title) is var steps and >= 0 ? steps : columns.Except(Topic.Action, title);
            if (title < 0 || action < 0 || table.Rows.All(row => DurationGrammar.Value(row.Cells[action]) is not null))
            {
                continue;
            }

            var signs = columns.Except(Topic.Detection, title, action);
            foreach (var row in table.Rows.Where(row => row.Cells[title].Length > 0 && row.Cells[action].Length > 0 && titles.Add(Bare(row.Cells[title]))))
            {
                var source = draft.Claim(row.First, row.Last);
                draft.Scenarios.Add(new Scenario
                {
                    Key = draft.Key("scenario", Bare(row.Cells[title])), Source = source, Title = Bare(row.Cells[title]),
                    Detection = signs >= 0 ? [.. CellList.Of(row.Cells[signs])] : [],
                    Phases = [new Phase { Key = draft.Key("phase", "steps"), Title = "", Steps = [.. CellList.Of(row.Cells[action]).Select(text => new Step { Key = draft.Key("step", text), Text = text, Source = source, Dangerous = Danger.InProse(text) })] }],
                });
            }
        }
    }

    /// <summary>A title without the number of its chapter.</summary>
    public static string Bare(string title)
    {
        if (title.Length > 2 && title.IndexOf('、', StringComparison.Ordinal) is var mark and > 0 and < 4 && title[..mark].All(c => char.IsDigit(c) || "一二三四五六七八九十".Contains(c)))
        {
            return title[(mark + 1)..].Trim();
        }

        var digits = title.TakeWhile(c => char.IsDigit(c) || c == '.').Count();
        var bare = digits > 0 && digits < title.Length && title[digits] is ' ' or ')' or '、' ? title[digits..].TrimStart(' ', ')', '、', '.') : title;
        return bare.Length > 0 ? bare : title;
    }

    private static string? TierOf(ImportDraft draft, Section section) =>
        draft.Tiers.FirstOrDefault(tier => tier.Source?.First == section.Line)?.Name;

    private static IEnumerable<Section> Above(Section section)
    {
        for (var above = section.Parent; above is not null; above = above.Parent)
        {
            yield return above;
        }
    }

    private static bool IsScenario(Section section, Lexicon lexicon)
    {
        var titled = section.Parent?.Kind == SectionKind.Root && section.Level <= 1 && section.Children.Count > 0;
        var boxed = section.Items.Any() && section.Children.Count == 0 && section.Items.All(item => item.Checked is not null);
        var collected = section is { Kind: SectionKind.Heading, Parent: { } collection } && collection.Own.Has(Topic.Scenario) && !collection.Own.HasAny(Topic.Test, Topic.Monitoring) && HasSigns(section);
        if (titled || boxed || !(collected || IsOpen(section)))
        {
            return false;
        }

        if (section.Children.Count(child => child.Kind == SectionKind.Heading && TimeWindow.Of(child.Title) is not null && child.Items.Any()) >= 2)
        {
            return true;
        }

        return IsNumbered(section.Title, lexicon, Topic.Scenario)
            || HasSigns(section)
            || SaysSigns(section, lexicon)
            || (section.Kind == SectionKind.Heading && lexicon.IsCondition(Bare(section.Title)) && section.Blocks.Any(block => block is ListBlock { Ordered: true }) && !HoldsScenarios(section, lexicon))
            || (section.Parent is { } parent && IsCollection(parent, lexicon) && (TopicRules.Leading(section.Own) is not (Topic.Test or Topic.Objective or Topic.Rto or Topic.Rpo or Topic.Communication) || section.Own.Has(Topic.Hazard)))
            || collected
            || ((section.Own.Has(Topic.Hazard) || IsNumbered(section.Title, lexicon, Topic.Tier)) && HasSteps(section, lexicon) && !HoldsScenarios(section, lexicon));
    }

    // Under testing, monitoring and the like a hazard is something to exercise or to watch, not something to answer.
    private static bool IsOpen(Section section) =>
        section.Theme is Topic.None or Topic.Scenario or Topic.Procedure or Topic.Process or Topic.Steps or Topic.Tier or Topic.Replication or Topic.System or Topic.Backup or Topic.Storage or Topic.Site or Topic.Sla or Topic.Detection
        && !Above(section).Prepend(section).Any(above => above.Own.HasAny(Topic.Toc, Topic.Escalation, Topic.Contact, Topic.Checklist, Topic.Template, Topic.Training, Topic.UsefulCommands))
        && (!Above(section).Any(above => above.Own.HasAny(Topic.Test, Topic.Monitoring)) || section.Within(Topic.Scenario));

    // What stands in a row with two scenarios and has steps is a third.
    private static bool IsSister(Section section, HashSet<Section> rows, Lexicon lexicon) =>
        section is { Kind: SectionKind.Heading, Parent: { Kind: SectionKind.Heading, Level: > 1 } parent } && rows.Contains(parent) && IsOpen(section) && HasSteps(section, lexicon)
        && TopicRules.Leading(section.Own) is Topic.None or Topic.Procedure or Topic.System or Topic.Storage or Topic.Site or Topic.Hazard or Topic.Steps;

    private static bool IsCollection(Section parent, Lexicon lexicon) =>
        parent.Own.Has(Topic.Scenario) && !IsNumbered(parent.Title, lexicon, Topic.Scenario) && !HasSigns(parent);

    private static bool HoldsScenarios(Section section, Lexicon lexicon) =>
        section.Children.Any(child => child.Kind == SectionKind.Heading && (child.Own.Has(Topic.Hazard) || IsNumbered(child.Title, lexicon, Topic.Scenario) || HasSigns(child)) && (HasSteps(child, lexicon) || HasSigns(child)));

    private static bool SaysSigns(Section section, Lexicon lexicon) =>
        section.Blocks.OfType<Paragraph>().SelectMany(paragraph => paragraph.Lines).Any(line => line.Label is { } label && line.Value.Length > 0 && lexicon.IsExactly(label, Topic.Detection))
        && (section.Blocks.Any(block => block is ListBlock { Ordered: true } or CodeBlockNode) || section.Children.Any(child => child.Own.HasAny(Topic.Steps, Topic.Procedure) && child.Blocks.Count > 0));

    private static bool HasSigns(Section section) =>
        (section.Children.Any(child => child.Own.Has(Topic.Detection) && !child.Own.Has(Topic.Test) && child.Children.Count == 0) && section.Children.Any(child => child.Own.HasAny(Topic.Steps, Topic.Procedure) || (!child.Own.Has(Topic.Detection) && child.Blocks.Any(block => block is ListBlock { Ordered: true } or CodeBlockNode))))
        || (section.Items.Any(item => !item.IsLeaf && item.Inner.Own.Has(Topic.Detection)) && section.Items.Any(item => item.Inner.Own.Has(Topic.Steps) && !item.Inner.Own.Has(Topic.Detection)) && TimeWindow.Of(section.Title) is null);

    private static bool HasSteps(Section section, Lexicon lexicon) =>
        section.Blocks.Any(block => block is ListBlock { Ordered: true } or CodeBlockNode || (block is TableBlock table && new Columns(table, lexicon).Last(Topic.Action) >= 0))
        || (section.Parent is { } above && above.Own.HasAny(Topic.Steps, Topic.Procedure, Topic.Scenario) && section.Items.Any(item => item.Head.Label is null) && !section.Own.Has(Topic.Tier))
        || section.Children.Any(child => child.Own.HasAny(Topic.Steps, Topic.Procedure) && child.Blocks.Any(block => block is ListBlock or CodeBlockNode or TableBlock));

    private static bool IsNumbered(string title, Lexicon lexicon, Topic topic)
    {
        var bare = Bare(title);
        var head = bare.Split([':', '：', '–', '—', '-'], 2)[0].Trim();
        var words = Words.Of(head.Replace("'s", "", StringComparison.Ordinal).Replace("’s", "", StringComparison.Ordinal)).All.ToList();
        if (words.Count == 0 || !lexicon.Speaks(head, topic))
        {
            return false;
        }

        if (topic == Topic.Scenario && head.Length < bare.Length && bare[head.Length] is ':' or '：' && lexicon.IsExactly(head, topic))
        {
            return true;
        }

        return words.Count <= 3 && (words[^1].Any(char.IsDigit) || words[^1].Length == 1 || words[^1].All(c => c is 'i' or 'v' or 'x') || words[0].Any(char.IsDigit) || head.Any(char.IsDigit) || head.Any(c => "一二三四五六七八九十".Contains(c)));
    }
}
