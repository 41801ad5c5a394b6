namespace DrConsole.Plans.Import;

/// <summary>Bullets that together describe one policy: Frequency, Retention, Type, Location …</summary>
internal static class BackupClusters
{
    private static readonly Topic[] Aspects = [Topic.Frequency, Topic.Retention, Topic.Location, Topic.Type, Topic.Encryption, Topic.Method];

    public static bool Take(ImportDraft draft, Section section)
    {
        var said = new Dictionary<Topic, string>();
        var lines = new List<ListItem>();
        foreach (var item in section.Items.Where(item => item is { IsLeaf: true, Head: { Label: not null, Value.Length: > 0 } } && !draft.IsClaimed(item.First)))
        {
            var topic = Array.Find(Aspects, aspect => draft.Lexicon.IsExactly(item.Head.Label!, aspect));
            if (topic != Topic.None && said.TryAdd(topic, item.Head.Value))
            {
                lines.Add(item);
            }
        }

        // "Full backup: daily at 1:00" beside "Retention: …" names its kind where another says "Frequency".
        var kinds = said.Count == 0 || said.ContainsKey(Topic.Frequency) ? [] : section.Items.Where(item => item is { IsLeaf: true, Head: { Label: not null, Value.Length: > 0 } } && !lines.Contains(item) && draft.Lexicon.Frequency(item.Head.Value) is not null).ToList();
        lines.AddRange(kinds);
        if (!said.ContainsKey(Topic.Frequency) && !said.ContainsKey(Topic.Retention))
        {
            return TakeTable(draft, section);
        }

        lines.ForEach(line => draft.Claim(line));
        var source = new SourceLines(section.Line, lines.Max(line => line.Last));
        var code = BackupPolicies.CodeOf(draft, section);
        var policies = kinds.Count == 0
            ? Split(draft, Said(Topic.Frequency), Said(Topic.Retention))
            : kinds.Select(kind => ((string?)(kinds.Count > 1 ? kind.Head.Label : null), (string?)kind.Head.Value, BackupPolicies.RetentionIn(draft, kind.Head.Value) ?? Said(Topic.Retention)));
        foreach (var (name, frequency, retention) in policies)
        {
            var subject = BackupPolicies.Subject(section);
            BackupPolicies.Add(draft, new BackupPolicy
            {
                Key = "", What = name is null ? subject : $"{subject}: {name}", Frequency = frequency, Retention = retention, Location = Said(Topic.Location),
                Type = Said(Topic.Type), Encryption = Said(Topic.Encryption), Method = Said(Topic.Method), Commands = code, Source = source,
            });
        }

        return true;

        string? Said(Topic topic) => said.TryGetValue(topic, out var value) ? Placeholder.Real(value) : null;
    }

    // "| Parameter | Value |" with the same aspects as rows.
    private static bool TakeTable(ImportDraft draft, Section section)
    {
        if (section.Blocks.OfType<TableBlock>().FirstOrDefault(table => draft.IsFree(table) && table.Columns.Count == 2) is not { } table)
        {
            return false;
        }

        IEnumerable<IReadOnlyList<string>> rows = table.Rows.Select(row => row.Cells).Prepend(table.Columns);
        var said = Aspects.ToDictionary(aspect => aspect, aspect => rows.FirstOrDefault(row => draft.Lexicon.IsExactly(row[0].TrimEnd(':', '：', ' '), aspect))?[1]);
        if ((said[Topic.Frequency] ?? said[Topic.Retention]) is null || said.Values.Count(value => value is not null) < 2)
        {
            return false;
        }

        draft.Claim(table);
        BackupPolicies.Add(draft, new BackupPolicy
        {
            Key = "", What = BackupPolicies.Subject(section), Frequency = Placeholder.Real(said[Topic.Frequency]), Retention = Placeholder.Real(said[Topic.Retention]), Location = Placeholder.Real(said[Topic.Location]),
            Type = Placeholder.Real(said[Topic.Type]), Encryption = Placeholder.Real(said[Topic.Encryption]), Method = Placeholder.Real(said[Topic.Method]), Source = new SourceLines(section.Line, table.Last),
        });
        return true;
    }

    /// <summary>"Remote state: …", "State backups: …" under "State backups" are two sides of one policy, since both name its subject.</summary>
    public static bool TakeAspects(ImportDraft draft, Section section, List<ListItem> items)
    {
        var subject = Words.Of(section.Title).All.Where(word => !draft.Lexicon.IsExactly(word, Topic.Backup)).ToList();
        if (items.Count < 2 || subject.Count != 1 || !section.Own.Has(Topic.Backup) || items.Any(item => !item.IsLeaf || !Words.Of(item.Head.Label!).All.Contains(subject[0], StringComparer.Ordinal)))
        {
            return false;
        }

        items.ForEach(item => draft.Claim(item));
        var frequency = items.Select(item => item.Head.Value).FirstOrDefault(value => draft.Lexicon.Frequency(value) is not null || draft.Lexicon.Speaks(value, Topic.Backup));
        var rest = items.Select(item => item.Head.Value).FirstOrDefault(value => !string.Equals(value, frequency, StringComparison.Ordinal));
        BackupPolicies.Add(draft, new BackupPolicy { Key = "", What = section.Title, Frequency = frequency, Retention = rest is not null && draft.Lexicon.Speaks(rest, Topic.Retention) ? rest : null, Location = rest, Source = new SourceLines(items[0].First, items[^1].Last) });
        return true;
    }

    private static IEnumerable<(string? Name, string? Frequency, string? Retention)> Split(ImportDraft draft, string? frequency, string? retention)
    {
        var parts = (frequency ?? "").Split([',', ';', '、'], StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts.Any(part => draft.Lexicon.Frequency(part) is not { } often || part.Length <= often.Length + 1))
        {
            return [(null, frequency, retention)];
        }

        // "Daily full backups, hourly logs" with "7 days for daily, 24 hours for logs": each part finds its own retention.
        var kept = (retention ?? "").Split([',', ';', '、'], StringSplitOptions.TrimEntries);
        return parts.Select((part, i) => ((string?)part, draft.Lexicon.Frequency(part), kept.Length == parts.Length ? Best(draft, part, kept, i) : retention));
    }

    private static string Best(ImportDraft draft, string part, string[] kept, int at)
    {
        var words = BackupPolicies.Core(draft, part);
        var best = kept.MaxBy(text => BackupPolicies.Core(draft, text).Count(words.Contains))!;
        return BackupPolicies.Core(draft, best).Any(words.Contains) ? best : kept[at];
    }
}
