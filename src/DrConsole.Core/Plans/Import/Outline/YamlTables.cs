namespace DrConsole.Plans.Import;

/// <summary>Turns facts that are written as YAML into the tables and lists that they would be in prose, so that every recogniser can read them.</summary>
internal sealed class YamlTables(Lexicon lexicon)
{
    private static readonly Topic[] Facts = [Topic.Rto, Topic.Rpo, Topic.Retention, Topic.Phone, Topic.Email];
    private static readonly Topic[] More = [Topic.Frequency, Topic.Name, Topic.Role, Topic.Level, Topic.Location, Topic.Responsible, Topic.Scope, Topic.What, Topic.ResponseTime, Topic.Type, Topic.Contact, Topic.Tier, Topic.Test, Topic.Criticality, Topic.Action];

    /// <summary>Sections with a table each, or nothing when the text is configuration and no statement of facts.</summary>
    public IReadOnlyList<Section> Read(IReadOnlyList<string> lines, int first, Section parent)
    {
        var root = YamlNode.Read(lines, first);
        if (root.Children.Any(node => node.Key is "apiVersion" or "kind" or "groups" or "jobs" or "receivers" or "route"))
        {
            return [];
        }

        var found = new List<Section>();
        Walk(root, root, parent, found);
        return found;
    }

    private void Walk(YamlNode node, YamlNode root, Section parent, List<Section> found)
    {
        if (Table(node) is { } table)
        {
            var title = node.Key.Length > 1 ? node.Key : parent.Title;
            var section = new Section(title, SectionKind.Label, Math.Max(parent.Level + 1, 8), ReferenceEquals(node, root) ? table.First : node.Line, parent) { LastLine = table.Last };
            section.Blocks.Add(table);
            found.Add(section);
            return;
        }

        foreach (var child in node.Children)
        {
            Walk(child, root, parent, found);
        }
    }

    private TableBlock? Table(YamlNode node)
    {
        var records = node.Children.Where(child => child.Children.Count > 0 && child.Children.All(field => field.Key.Length > 0 && field.Key != "-" && field.Children.All(leaf => leaf.Key.Length == 0 || leaf.Key == "-"))).ToList();
        if (records.Count == 0 || records.Count < node.Children.Count)
        {
            return null;
        }

        var keys = records.SelectMany(record => record.Children).Select(field => field.Key).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var facts = keys.Count(key => lexicon.Topics(key).HasAny(Facts));
        var more = keys.Count(key => lexicon.Topics(key).HasAny(More));
        if (facts == 0 ? more < 2 || more * 2 < keys.Count : facts + more < 2 && records.Count < 2)
        {
            return null;
        }

        var named = records[0].Key != "-";
        IReadOnlyList<string> columns = named ? [node.Key.Length > 1 ? node.Key : "name", .. keys] : keys;
        var rows = records.Select(record => new TableRow([.. named ? [record.Key] : Array.Empty<string>(), .. keys.Select(key => Said(record, key))], record.Line, record.Last)).ToList();
        return new TableBlock(columns, rows, node.Line, node.Last);
    }

    private static string Said(YamlNode record, string key)
    {
        var field = record.Children.Find(child => string.Equals(child.Key, key, StringComparison.OrdinalIgnoreCase));
        return field is null ? "" : field.Value.Length > 0 ? field.Value : string.Join("; ", field.Children.Select(leaf => leaf.Value.Length > 0 ? leaf.Value : string.Join(" ", leaf.Children.Select(inner => inner.Value))));
    }
}
