namespace DrConsole.Plans.Import;

/// <summary>Makes a numbered list of paragraphs that begin with "Step 1:", "Schritt 2 –", "**Paso 3.**" or "步骤4：", with the code and bullets below each.</summary>
internal static class StepLines
{
    private const int LongestMark = 18;

    /// <summary>Where the text of a step begins behind its mark, or 0 when there is no such mark.</summary>
    public static int Mark(string text, Lexicon lexicon)
    {
        if (Lettered(text) is var letters and > 0)
        {
            return letters;
        }

        var head = text.Length > LongestMark ? text[..LongestMark] : text;
        for (var i = 2; i < head.Length; i++)
        {
            var ends = head[i] is ':' or '：' or '.' or ')' or '）' or '–' or '—' or '-' or '、' or '．' or '。' or ' ' or '　';
            if (ends && Names(head[..i].Trim(), lexicon))
            {
                while (i < text.Length && text[i] is ':' or '：' or '.' or ')' or '）' or '–' or '—' or '-' or '、' or '．' or '。' or ' ' or '　' or '*')
                {
                    i++;
                }

                return i;
            }
        }

        return head.Length == text.Length && Names(text.Trim(), lexicon) ? text.Length : 0;
    }

    public static void Mend(Section section, Lexicon lexicon)
    {
        var blocks = section.Blocks;
        if (!blocks.Any(block => block is Paragraph paragraph && Mark(paragraph.Lines[0].Text, lexicon) > 0))
        {
            return;
        }

        var mended = new List<Block>();
        for (var i = 0; i < blocks.Count; i++)
        {
            mended.Add(blocks[i] is Paragraph first && Mark(first.Lines[0].Text, lexicon) > 0 ? ListOf(section, blocks, ref i, lexicon) : blocks[i]);
        }

        blocks.Clear();
        blocks.AddRange(mended);
    }

    private static ListBlock ListOf(Section section, List<Block> blocks, ref int at, Lexicon lexicon)
    {
        var items = new List<ListItem>();
        Add((Paragraph)blocks[at]);
        var list = new ListBlock(ordered: true, 1, items, blocks[at].First, blocks[at].Last);
        for (; at + 1 < blocks.Count; at++)
        {
            var next = blocks[at + 1];
            if (next is Paragraph step && Mark(step.Lines[0].Text, lexicon) > 0)
            {
                Add(step);
            }
            else if (next is CodeBlockNode or ListBlock { Ordered: false } || (next is Paragraph && blocks.Skip(at + 2).Take(4).OfType<Paragraph>().Any(later => Mark(later.Lines[0].Text, lexicon) > 0)))
            {
                items[^1].Inner.Blocks.Add(next);
                items[^1].Inner.LastLine = items[^1].Last = next.Last;
            }
            else
            {
                break;
            }

            list.Stretch(next.Last);
        }

        return list;

        void Add(Paragraph paragraph)
        {
            foreach (var line in paragraph.Lines)
            {
                var mark = Mark(line.Text, lexicon);
                if (mark == 0)
                {
                    items[^1].Inner.Blocks.Add(new Paragraph([line], line.Line, line.Line));
                    items[^1].Last = line.Line;
                    continue;
                }

                var head = new TextLine(line.Text[mark..], Math.Max(0, line.Bold - mark), line.Line);
                items.Add(new ListItem(head, isChecked: null, line.Line, line.Line) { Inner = new Section(head.Label ?? head.Bare, SectionKind.Item, section.Level + 10, line.Line, section) });
            }

            items[^1].Last = paragraph.Last;
        }
    }

    // "a) …", "（1）…", "①": marks that Markdown does not know.
    private static int Lettered(string text)
    {
        if (text.Length < 4)
        {
            return 0;
        }

        if (text[0] is >= '①' and <= '⑳')
        {
            return 1;
        }

        var open = text[0] is '(' or '（' ? 1 : 0;
        var close = text.IndexOfAny([')', '）'], open);
        var mark = close > open && close - open <= 2 ? text[open..close] : "";
        return mark.Length > 0 && close + 1 < text.Length && (mark.All(char.IsAsciiDigit) || (mark.Length == 1 && char.IsAsciiLetterLower(mark[0]))) ? close + 1 + text[(close + 1)..].TakeWhile(char.IsWhiteSpace).Count() : 0;
    }

    // "Step 3", "第三步", "3단계": a number, and beside it nothing but the word for a step.
    private static bool Names(string head, Lexicon lexicon)
    {
        var word = new string([.. head.Where(c => !char.IsDigit(c) && !"第一二三四五六七八九十#.".Contains(c, StringComparison.Ordinal))]).Trim();
        return word.Length is > 0 and < 12 && word.Length < head.Length && !word.Contains(' ', StringComparison.Ordinal) && lexicon.IsStep(word);
    }
}
