namespace DrConsole.Plans.Import;

/// <summary>Gives a numbered item back what stands below it without indentation: <c>1. …</c>, bullets or code, <c>2. …</c>.</summary>
internal static class FlatLists
{
    public static void Mend(Section section)
    {
        var blocks = section.Blocks;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is ListBlock { Ordered: true } list)
            {
                while (i + 1 < blocks.Count && Belongs(list, blocks, i + 1))
                {
                    Take(list, blocks, i + 1);
                }
            }
        }
    }

    private static bool Belongs(ListBlock list, List<Block> blocks, int at)
    {
        var last = list.Items[^1];
        return blocks[at] switch
        {
            ListBlock { Ordered: true } next => Continues(list, next) && at > 0,
            ListBlock or CodeBlockNode => (last.Inner.Blocks.Count == 0 || list.Items.Count > 1) && (last.Head.EndsWithColon || last.Head.IsBold || Resumes(list, blocks, at) || WasMended(list)),
            Paragraph => Resumes(list, blocks, at),
            _ => false,
        };
    }

    // Numbering that goes on where it stopped tells that the blocks between belong to the item before them.
    private static bool Resumes(ListBlock list, List<Block> blocks, int at) =>
        blocks.Skip(at).Take(6).OfType<ListBlock>().FirstOrDefault(next => next.Ordered) is { } next && Continues(list, next);

    private static bool Continues(ListBlock list, ListBlock next) => next.Start > 1 && next.Start == list.Start + list.Items.Count;

    private static bool WasMended(ListBlock list) => list.Items.Count > 1 && list.Items[^2].Inner.Blocks.Any(block => block.First > list.Items[^2].First && block is CodeBlockNode or ListBlock) && list.Items[^1].IsLeaf;

    private static void Take(ListBlock list, List<Block> blocks, int at)
    {
        var block = blocks[at];
        blocks.RemoveAt(at);
        if (block is ListBlock { Ordered: true } next)
        {
            list.Join(next);
            return;
        }

        var item = list.Items[^1];
        item.Inner.Blocks.Add(block);
        item.Inner.LastLine = item.Last = Math.Max(item.Last, block.Last);
        list.Stretch(block.Last);
    }
}
