namespace DrConsole.Plans.Import;

/// <summary>Tells the line, counted from 1, of a place in a text.</summary>
internal sealed class LineIndex
{
    private readonly List<int> starts = [0];

    public LineIndex(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }
    }

    public int LineOf(int offset)
    {
        var at = starts.BinarySearch(Math.Max(0, offset));
        return at >= 0 ? at + 1 : ~at;
    }
}
