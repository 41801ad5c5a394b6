namespace DrConsole.Plans.Import;

/// <summary>Finds a table's columns by what their headers speak of.</summary>
internal sealed class Columns(TableBlock table, Lexicon lexicon)
{
    private readonly List<TopicSet> topics = [.. table.Columns.Select(lexicon.Topics)];

    public int Of(params ReadOnlySpan<Topic> wanted)
    {
        foreach (var topic in wanted)
        {
            var at = topics.FindIndex(set => set.Has(topic));
            if (at >= 0)
            {
                return at;
            }
        }

        return -1;
    }

    public bool Has(Topic topic) => Of(topic) >= 0;

    public int Last(Topic topic) => topics.FindLastIndex(set => set.Has(topic) && !set.Has(Topic.Responsible));

    /// <summary>The first column of the topic that is not one of those already taken.</summary>
    public int Except(Topic topic, params int[] taken) =>
        Enumerable.Range(0, topics.Count).FirstOrDefault(at => topics[at].Has(topic) && !taken.Contains(at), -1);

    /// <summary>True when the column's cells are spans of time, whatever its header says.</summary>
    public bool IsMeasure(int at) =>
        table.Rows.Count > 0 && table.Rows.Count(row => DurationGrammar.Value(row.Cells[at]) is { Start: < 12 } span && row.Cells[at].Length - span.Length < 14) * 2 > table.Rows.Count;

    /// <summary>True when everything but the first column is a letter or two, as in a matrix of responsibilities.</summary>
    public bool IsMatrix => table.Columns.Count > 2 && table.Rows.Count > 0 && table.Rows.All(row => row.Cells.Skip(1).All(cell => cell.Length <= 5 && cell.All(c => !char.IsLetter(c) || char.IsUpper(c))));

    /// <summary>What a row says in the columns that nobody has read, so that it is not lost.</summary>
    public string? Rest(TableRow row, params ReadOnlySpan<int> read)
    {
        var rest = new List<string>();
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (!read.Contains(i) && !Placeholder.Is(row.Cells[i]))
            {
                rest.Add($"{table.Columns[i]}: {row.Cells[i]}");
            }
        }

        return rest.Count == 0 ? null : string.Join("; ", rest);
    }

    /// <summary>The cell of the first column with the topic other than the given one; null when there is none or it is empty.</summary>
    public string? Cell(TableRow row, int other, Topic topic)
    {
        var at = Except(topic, other);
        return at >= 0 && row.Cells[at].Length > 0 ? row.Cells[at] : null;
    }
}
