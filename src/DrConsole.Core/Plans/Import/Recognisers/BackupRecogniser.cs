namespace DrConsole.Plans.Import;

/// <summary>Backup policies from tables, from labelled bullets, from lists of what is saved, from manual scripts and from crontabs.</summary>
internal static class BackupRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var section in draft.Sections)
        {
            foreach (var table in section.Blocks.OfType<TableBlock>().ToList())
            {
                BackupTables.Take(draft, section, table);
            }
        }

        foreach (var section in draft.Sections.Where(section => section.Theme is Topic.Storage or Topic.System && section.Parent is { } parent && parent.Within(Topic.Backup)))
        {
            // "File storage" below "Backups" is what is saved, when it says how often.
            BackupClusters.Take(draft, section);
        }

        var chapters = draft.Sections.Where(section => section.Theme == Topic.Backup && !section.Own.Has(Topic.Process)).ToList();
        foreach (var section in chapters.Where(section => !BackupClusters.Take(draft, section)))
        {
            FromItems(draft, section);
        }

        foreach (var section in chapters)
        {
            FromCode(draft, section);
            FromProse(draft, section);
        }
    }

    private static void FromItems(ImportDraft draft, Section section)
    {
        if (section.Kind == SectionKind.Item && !section.Own.Has(Topic.Backup))
        {
            return;
        }

        var items = section.Items.Where(item => !draft.IsClaimed(item.First)).ToList();
        var labelled = items.Where(item => item.Head.Label is not null).ToList();
        var scheduled = labelled.Any(item => draft.Lexicon.Frequency(item.Text) is not null || draft.Lexicon.Speaks(item.Head.Value, Topic.Backup));
        if (labelled.Count > 0 && BackupClusters.TakeAspects(draft, section, labelled))
        {
            return;
        }

        foreach (var item in items)
        {
            var codes = item.Inner.Blocks.OfType<CodeBlockNode>().ToList();
            if (item.Head.Label is not null && (codes.Count > 0 || (scheduled && item.IsLeaf && item.Head.Value.Length > 0)))
            {
                FromLabel(draft, item, codes);
            }
            else if (item.IsLeaf && item.Head.Label is null && draft.Lexicon.Frequency(item.Text) is { } often)
            {
                BackupPolicies.Add(draft, new BackupPolicy { Key = "", What = item.Head.Bare, Frequency = often, Retention = BackupPolicies.RetentionIn(draft, item.Text), Source = draft.Claim(item) });
            }
        }

        FromNames(draft, section, items);
    }

    private static void FromLabel(ImportDraft draft, ListItem item, List<CodeBlockNode> codes)
    {
        var lexicon = draft.Lexicon;
        var (label, value) = (item.Head.Label!, item.Head.Value);
        var named = lexicon.Frequency(label);
        var stated = lexicon.Frequency(value) ?? codes.SelectMany(code => code.Text.Split('\n')).Select(CommentSteps.Comment).OfType<string>().Select(lexicon.Frequency).FirstOrDefault(found => found is not null);
        var isSpan = DurationGrammar.First(value, 0) is { } span && span.Start <= 2;
        var policy = named is not null && isSpan
            ? new BackupPolicy { Key = "", What = label, Frequency = named, Retention = value }
            : named is not null && label.Length <= named.Length + 3
                ? new BackupPolicy { Key = "", What = value, Frequency = named }
                : new BackupPolicy { Key = "", What = label, Frequency = codes.Count == 0 && (stated is not null || lexicon.IsOccasion(value)) ? value : stated ?? named, Location = BackupPolicies.LocationIn(draft, value), Method = stated is null && value.Length > 0 ? value : null };
        if (policy.Retention is null && BackupPolicies.RetentionIn(draft, value) is { } kept)
        {
            var often = (policy.Frequency ?? "").Split([',', ';'], StringSplitOptions.TrimEntries).FirstOrDefault(part => lexicon.Frequency(part) is not null);
            policy = policy with { Retention = kept, Frequency = often ?? policy.Frequency };
        }

        BackupPolicies.Merge(draft, policy with { Commands = [.. codes.Select(code => code.ToCommands())], Source = draft.Claim(item) });
    }

    // "#### Configuration Backups" over bare names: one policy for what they name.
    private static void FromNames(ImportDraft draft, Section section, List<ListItem> items)
    {
        var names = items.Where(item => item.IsLeaf && item.Head.Label is null && !draft.IsClaimed(item.First)).ToList();
        var above = section.Parent is not null && section.Parent.Within(Topic.Backup);
        if (section.Kind == SectionKind.Item || !above || names.Count == 0 || names.Count != items.Count || TopicRules.Leading(section.Own) != Topic.Backup || section.Blocks.OfType<ListBlock>().Any(list => list.Ordered))
        {
            return;
        }

        names.ForEach(item => draft.Claim(item));
        BackupPolicies.Add(draft, new BackupPolicy { Key = "", What = section.Title, Items = [.. names.Select(item => item.Head.Bare)], Commands = BackupPolicies.CodeOf(draft, section), Source = new SourceLines(section.Line, names[^1].Last) });
    }

    // "We dump the ledger every night and keep it for 35 days." counts where nothing more formal is said.
    private static void FromProse(ImportDraft draft, Section section)
    {
        if (section.Kind == SectionKind.Item || section.Blocks.Any(block => block is not Paragraph and not CodeBlockNode))
        {
            return;
        }

        foreach (var paragraph in section.Blocks.OfType<Paragraph>().Where(draft.IsFree))
        {
            var sentences = Sentences.Of(paragraph.Text).Where(sentence => sentence.Length < 200 && draft.Lexicon.Frequency(sentence) is not null).ToList();
            foreach (var sentence in sentences)
            {
                BackupPolicies.Add(draft, new BackupPolicy { Key = "", What = sentence, Frequency = draft.Lexicon.Frequency(sentence), Retention = BackupPolicies.RetentionIn(draft, sentence), Source = draft.Claim(paragraph) });
            }
        }
    }

    private static void FromCode(ImportDraft draft, Section section)
    {
        foreach (var code in section.Blocks.OfType<CodeBlockNode>().Where(draft.IsFree).ToList())
        {
            var jobs = code.Text.Split('\n').Select((line, i) => (Line: line, Number: code.TextLine + i, Cron: Cron.Find(line))).Where(job => job.Cron is not null && CommentSteps.Comment(job.Line) is null).ToList();
            var stated = jobs.Count > 0 && draft.Backups.Any(backup => backup.Source is { } source && source.First >= section.Line && source.Last <= section.LastLine);
            foreach (var (line, number, cron) in jobs)
            {
                var command = line[(line.IndexOf(cron!.Split(' ')[^1], StringComparison.Ordinal) + 1)..].Trim(' ', '*');
                var title = code.Text.Split('\n').Take(number - code.TextLine).LastOrDefault() is { } before && CommentSteps.Comment(before) is { } comment && !comment.StartsWith("m h ", StringComparison.Ordinal) ? new TextLine(comment, 0, number) : null;
                if (title is not null || !stated)
                {
                    // A bare crontab beside policies only runs what they state.
                    BackupPolicies.Add(draft, new BackupPolicy
                    {
                        Key = "", What = title?.Label ?? title?.Text ?? command, Frequency = title is not null && draft.Lexicon.Frequency(title.Text) is not null ? BackupPolicies.Often(draft, title.Text) : cron,
                        Retention = title is null ? null : BackupPolicies.RetentionIn(draft, title.Text), Commands = [new CommandBlock(line)], Source = draft.Claim(number, number),
                    });
                }
            }

            var first = code.Text.Split('\n').Select(CommentSteps.Comment).FirstOrDefault(comment => comment is not null);
            if (jobs.Count > 0)
            {
                if (draft.IsClaimed(jobs[0].Number))
                {
                    draft.Claim(code);
                }
            }
            else if (section.Own.Has(Topic.Backup) && section.Kind == SectionKind.Label && first is not null && draft.Lexicon.Frequency(first) is { } when)
            {
                BackupPolicies.Add(draft, new BackupPolicy { Key = "", What = BackupPolicies.Subject(section), Frequency = when, Commands = [code.ToCommands()], Source = new SourceLines(section.Line, draft.Claim(code).Last) });
            }
        }
    }
}
