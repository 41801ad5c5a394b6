namespace DrConsole.Plans.Import;

/// <summary>A table with a frequency or a retention, in a chapter on backups or with a header that speaks of them: one policy per row.</summary>
internal static class BackupTables
{
    public static void Take(ImportDraft draft, Section section, TableBlock table)
    {
        var columns = new Columns(table, draft.Lexicon);
        var (frequency, retention) = (columns.Of(Topic.Frequency), columns.Of(Topic.Retention));
        var place = section.Theme is Topic.Backup or Topic.Storage || table.Columns.Any(column => draft.Lexicon.Speaks(column, Topic.Backup)) || (frequency >= 0 && retention >= 0);
        if (!draft.IsFree(table) && (frequency < 0 || retention < 0 || !columns.Has(Topic.Rpo)))
        {
            // Objectives may have been read from the same rows; others have not left any for backups.
            return;
        }

        if (!place || (frequency < 0 && retention < 0) || section.Theme is Topic.Test or Topic.Contact or Topic.Monitoring or Topic.Checklist)
        {
            return;
        }

        if (frequency < 0 && Kinds(draft, table) is { Count: > 0 } kinds)
        {
            PerKind(draft, table, kinds, retention);
            return;
        }

        var what = Enumerable.Range(0, table.Columns.Count).FirstOrDefault(at => at != frequency && at != retention && draft.Lexicon.Speaks(table.Columns[at], Topic.What), frequency == 0 ? 1 : 0);
        var location = columns.Except(Topic.Location, what, frequency, retention);
        var type = columns.Except(Topic.Type, what, frequency, retention, location);
        var encryption = columns.Except(Topic.Encryption, what, frequency, retention, location, type);
        var method = columns.Except(Topic.Method, what, frequency, retention, location, type, encryption);
        draft.Claim(table);
        foreach (var row in table.Rows.Where(row => row.Cells[what].Length > 0))
        {
            var often = frequency >= 0 ? Placeholder.Real(row.Cells[frequency]) : null;
            BackupPolicies.Add(draft, new BackupPolicy
            {
                Key = "",
                What = row.Cells[what],
                Type = Cell(row, type),
                Frequency = often ?? draft.Lexicon.Frequency(row.Cells[what]) ?? Ticked(draft, table, row),
                Retention = Cell(row, retention),
                Location = Cell(row, location),
                Encryption = Cell(row, encryption),
                Method = Cell(row, method),
                Remark = columns.Rest(row, what, frequency, retention, location, type, encryption, method),
                Source = new SourceLines(row.First, row.Last),
            });
        }
    }

    // "| Full | Incremental |": the columns are kinds of backups, and their cells say how often.
    private static List<int> Kinds(ImportDraft draft, TableBlock table) =>
        [.. Enumerable.Range(1, Math.Max(0, table.Columns.Count - 1)).Where(at => table.Rows.Count > 0 && table.Rows.All(row => Placeholder.Is(row.Cells[at]) || draft.Lexicon.Frequency(row.Cells[at]) is not null) && table.Rows.Any(row => !Placeholder.Is(row.Cells[at])))];

    private static void PerKind(ImportDraft draft, TableBlock table, List<int> kinds, int retention)
    {
        draft.Claim(table);
        var columns = new Columns(table, draft.Lexicon);
        var location = columns.Except(Topic.Location, [0, retention, .. kinds]);
        foreach (var row in table.Rows.Where(row => row.Cells[0].Length > 0))
        {
            foreach (var kind in kinds.Where(kind => !Placeholder.Is(row.Cells[kind])))
            {
                BackupPolicies.Add(draft, new BackupPolicy
                {
                    Key = "", What = kinds.Count > 1 ? $"{row.Cells[0]} ({table.Columns[kind]})" : row.Cells[0], Type = table.Columns[kind], Frequency = row.Cells[kind],
                    Retention = Cell(row, retention), Location = Cell(row, location), Remark = columns.Rest(row, [0, retention, location, .. kinds]), Source = new SourceLines(row.First, row.Last),
                });
            }
        }
    }

    // "| Daily | Weekly |" with a tick in one of them.
    private static string? Ticked(ImportDraft draft, TableBlock table, TableRow row)
    {
        var ticked = Enumerable.Range(0, table.Columns.Count).Where(at => draft.Lexicon.Frequency(table.Columns[at])?.Length == table.Columns[at].Length && row.Cells[at].Length > 0 && !Measures.No.Contains(row.Cells[at])).Select(at => table.Columns[at]).ToList();
        return ticked.Count == 0 ? null : string.Join(", ", ticked);
    }

    private static string? Cell(TableRow row, int at) => at >= 0 ? Placeholder.Real(row.Cells[at]) : null;
}
