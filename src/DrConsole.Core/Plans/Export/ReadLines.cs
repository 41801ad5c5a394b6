using System.Globalization;
using DrConsole.Plans.Import;
using DrConsole.Plans.Schema;
using Block = Markdig.Syntax.Block;

namespace DrConsole.Plans.Export;

/// <summary>Which lines of an export have been understood; the others become notes, so that nothing a hand has added is lost.</summary>
internal sealed class ReadLines(SourceText source, LineIndex index)
{
    private readonly bool[] claimed = new bool[source.Lines.Count + 2];
    private readonly SortedDictionary<int, string> doubts = [];

    public SourceText Source => source;

    /// <summary>What the person who imports is told, by line.</summary>
    public IEnumerable<string> Doubts => doubts.Select(doubt => string.Create(CultureInfo.InvariantCulture, $"Line {doubt.Key}: {doubt.Value}"));

    /// <summary>Share of the speaking lines that were understood, 0..1.</summary>
    public double Understood
    {
        get
        {
            var speaking = Enumerable.Range(1, source.Lines.Count).Where(line => SourceText.Speaks(source.Lines[line - 1])).ToList();
            return speaking.Count == 0 ? 0 : Math.Round((double)speaking.Count(line => claimed[line]) / speaking.Count, 3);
        }
    }

    public static int First(Block block) => block.Line + 1;

    public int Last(Block block) => Math.Max(First(block), index.LineOf(block.Span.End));

    public SourceLines Claim(int first, int last)
    {
        Array.Fill(claimed, true, first, Math.Max(0, Math.Min(last, source.Lines.Count) - first + 1));
        return new SourceLines(first, last);
    }

    public SourceLines Claim(Block block) => Claim(First(block), Last(block));

    /// <summary>Says why a line was not understood, or not wholly: it is kept as a note.</summary>
    public void Doubt(int line, string why)
    {
        claimed[line] = false;
        doubts.TryAdd(line, why);
    }

    /// <summary>Says something of a line that was understood all the same.</summary>
    public void Remark(int line, string what) => doubts.TryAdd(line, what);

    /// <summary>The lines that nobody understood, as notes.</summary>
    /// <param name="under">The headings that a line stands under.</param>
    public IEnumerable<PlanNote> Lost(TakenKeys keys, Func<int, IReadOnlyList<string>> under)
    {
        for (var first = 1; first <= source.Lines.Count; first++)
        {
            if (claimed[first] || !SourceText.Speaks(source.Lines[first - 1]))
            {
                continue;
            }

            var last = first;
            for (var next = first; next <= source.Lines.Count && !claimed[next]; next++)
            {
                last = source.Lines[next - 1].AsSpan().IsWhiteSpace() ? last : next;
            }

            Remark(first, "this has no place in an exported plan and was kept as a note.");
            var path = under(first);
            yield return new PlanNote
            {
                Key = keys.Take(PlanKey.Of("note", path.Count > 0 ? path[^1] : "beginning")), Under = path, Source = new SourceLines(first, last),
                Text = string.Join('\n', source.Lines.Skip(first - 1).Take(last - first + 1)),
            };
            first = last;
        }
    }
}
