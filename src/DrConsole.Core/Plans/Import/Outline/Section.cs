namespace DrConsole.Plans.Import;

/// <summary>What opens a section: a heading, a bold line of its own, or a list item with something below it.</summary>
internal enum SectionKind
{
    Root,
    Heading,
    Label,
    Item,
}

/// <summary>A part of the document under one title, with its blocks and the sections below it.</summary>
internal sealed class Section(string title, SectionKind kind, int level, int line, Section? parent)
{
    private TopicSet? own;
    private Topic? theme;
    private readonly int headEnd;
    private int lastLine;

    public string Title => title;

    public SectionKind Kind => kind;

    public int Level => level;

    public int Line => line;

    public int LastLine { get => Math.Max(lastLine, line); set => lastLine = value; }

    /// <summary>Last line of the title itself: an underlined heading has two.</summary>
    public int HeadEnd { get => Math.Max(headEnd, line); init => headEnd = value; }

    public Section? Parent => parent;

    public List<Block> Blocks { get; } = [];

    public List<Section> Children { get; } = [];

    /// <summary>What the title itself speaks of.</summary>
    public TopicSet Own => own ?? TopicSet.None;

    /// <summary>What the section is about: its title's leading topic, else its parent's.</summary>
    public Topic Theme => theme ?? parent?.Theme ?? Topic.None;

    public IEnumerable<ListItem> Items => Blocks.OfType<ListBlock>().SelectMany(list => list.Items);

    public SourceLines Source => new(line, LastLine);

    /// <summary>Adds what stands in the section, which then reaches at least to its end.</summary>
    public void Add(Block block)
    {
        Blocks.Add(block);
        LastLine = Math.Max(LastLine, block.Last);
    }

    /// <summary>The titles above, outermost first, without this one.</summary>
    public IReadOnlyList<string> Path
    {
        get
        {
            var path = new List<string>();
            for (var above = parent; above is { Kind: not SectionKind.Root }; above = above.Parent)
            {
                path.Insert(0, above.Title);
            }

            return path;
        }
    }

    public bool Within(Topic topic)
    {
        for (var section = this; section is not null; section = section.Parent)
        {
            if (section.Own.Has(topic))
            {
                return true;
            }
        }

        return false;
    }

    public void Classify(Lexicon lexicon)
    {
        own = lexicon.Topics(title);
        // A title that is the whole document's says what the document is, not what each chapter is.
        var isWhole = level <= 1 && kind == SectionKind.Heading && parent?.Children.Count == 1;
        var leading = isWhole ? Topic.None : TopicRules.Leading(own.Value);
        if (leading is Topic.Rto or Topic.Rpo && own.Value.Has(Topic.Hazard) && !title.Contains("RPO", StringComparison.Ordinal) && !title.Contains("RTO", StringComparison.Ordinal))
        {
            // "Data loss" is also what the objective limits; as a title it is the disaster.
            leading = Topic.None;
        }

        theme = leading == Topic.None ? null : leading;
        if (theme == Topic.Team && parent is not null && parent.Within(Topic.Contact))
        {
            theme = Topic.Contact;
        }
    }

    /// <summary>This section and every section below it, in the order of the document.</summary>
    public IEnumerable<Section> Whole()
    {
        var stack = new Stack<Section>();
        stack.Push(this);
        while (stack.Count > 0)
        {
            var section = stack.Pop();
            yield return section;
            for (var i = section.Children.Count - 1; i >= 0; i--)
            {
                stack.Push(section.Children[i]);
            }

            foreach (var item in section.Items.Where(item => !item.IsLeaf).Reverse())
            {
                stack.Push(item.Inner);
            }
        }
    }
}
