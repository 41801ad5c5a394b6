namespace DrConsole.Plans.Import;

/// <summary>An entry of a plain YAML text: a key with a value, a key with entries below it, or an item of a list.</summary>
internal sealed class YamlNode(string key, string value, int indent, int line)
{
    public string Key => key;

    public string Value => value;

    public int Line => line;

    public List<YamlNode> Children { get; } = [];

    public int Last => Children.Count > 0 ? Children[^1].Last : line;

    /// <summary>Reads the subset that people write facts in: maps, lists of maps, lists of scalars; no anchors, no blocks.</summary>
    public static YamlNode Read(IReadOnlyList<string> lines, int first)
    {
        var root = new YamlNode("", "", -1, first);
        var open = new Stack<YamlNode>();
        open.Push(root);
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Replace("\t", "  ", StringComparison.Ordinal);
            var depth = text.Length - text.TrimStart().Length;
            var said = text.Trim();
            if (said.Length == 0 || said[0] == '#' || said is "---" or "...")
            {
                continue;
            }

            while (said.StartsWith("- ", StringComparison.Ordinal) || said == "-")
            {
                Close(open, depth);
                var item = new YamlNode("-", "", depth, first + i);
                open.Peek().Children.Add(item);
                open.Push(item);
                var rest = said[1..].TrimStart();
                depth += said.Length - rest.Length;
                said = rest;
            }

            if (said.Length == 0)
            {
                continue;
            }

            Close(open, depth);
            var colon = Colon(said);
            var node = colon < 0 ? new YamlNode("", Scalar(said), depth, first + i) : new YamlNode(Scalar(said[..colon]).Replace('_', ' '), Scalar(said[(colon + 1)..]), depth, first + i);
            open.Peek().Children.Add(node);
            if (colon >= 0 && node.Value.Length == 0)
            {
                open.Push(node);
            }
        }

        return root;
    }

    private int Indent => indent;

    // A list may stand as deep as its key.
    private static void Close(Stack<YamlNode> open, int depth)
    {
        while (open.Count > 1 && open.Peek().Indent >= depth)
        {
            open.Pop();
        }
    }

    private static int Colon(string text)
    {
        var quoted = text[0] is '"' or '\'' ? text.IndexOf(text[0], 1) : 0;
        var at = text.IndexOf(": ", Math.Max(0, quoted), StringComparison.Ordinal);
        return at > 0 ? at : text.EndsWith(':') ? text.Length - 1 : -1;
    }

    private static string Scalar(string text)
    {
        var value = text.Trim();
        var quote = value.Length > 1 && value[0] is '"' or '\'' ? value.IndexOf(value[0], 1) : -1;
        if (quote > 0)
        {
            return value[1..quote];
        }

        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return (comment > 0 ? value[..comment] : value).Trim();
    }
}
