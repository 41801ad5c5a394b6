namespace DrConsole.Plans.Import.Enrich;

/// <summary>The plan's own change record: a table or a list under "Revision history", which nobody else has taken.</summary>
internal static class ChangeRecord
{
    public static PlanDocument Fill(PlanDocument document, Reading reading)
    {
        var draft = reading.Draft;
        var changes = new List<PlanChange>();
        foreach (var section in draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label && section.Blocks.Count > 0))
        {
            var titled = reading.Terms.Says(section.Title, Term.ChangeRecord);
            foreach (var table in section.Blocks.OfType<TableBlock>().Where(table => IsRecord(table, reading, titled) && table.Rows.All(row => !draft.IsClaimed(row.First))))
            {
                draft.Claim(table);
                changes.AddRange(table.Rows.Select(row => FromRow(table, row, reading)).OfType<PlanChange>());
            }

            foreach (var item in titled ? section.Items.Where(item => item.IsLeaf && !draft.IsClaimed(item.First)) : [])
            {
                changes.Add(FromItem(item, reading));
            }
        }

        return document with { Changes = [.. document.Changes, .. changes] };
    }

    private static bool IsRecord(TableBlock table, Reading reading, bool titled)
    {
        var (version, date, text) = (At(table, reading, Term.Date), Version(table, reading), Text(table, reading));
        return text >= 0 && (titled ? version >= 0 || date >= 0 : version >= 0 && date >= 0 && reading.Terms.Says(table.Columns[text], Term.ChangeText));
    }

    private static PlanChange? FromRow(TableBlock table, TableRow row, Reading reading)
    {
        var (version, date, text) = (Version(table, reading), At(table, reading, Term.Date), Text(table, reading));
        var author = Enumerable.Range(0, table.Columns.Count).FirstOrDefault(at => at != version && at != date && at != text && reading.Terms.Says(table.Columns[at], Term.Author), -1);
        var rest = new Columns(table, reading.Lexicon).Rest(row, version, date, text, author);
        return row.Cells.All(Placeholder.Is) ? null : new PlanChange
        {
            Key = reading.Draft.Key("change", Cell(row, version) ?? Cell(row, date) ?? "change"),
            Text = string.Join("; ", new[] { Cell(row, text), rest }.OfType<string>().DefaultIfEmpty(row.Cells[text])),
            Date = Cell(row, date), Version = Cell(row, version), Author = Cell(row, author), Source = new SourceLines(row.First, row.Last),
        };
    }

    private static PlanChange FromItem(ListItem item, Reading reading)
    {
        var (head, text) = item.Head.Label is { } label && item.Head.Value.Length > 0 ? (label, item.Head.Value) : ("", item.Head.Bare);
        var version = head.Split(' ', '(', ',').FirstOrDefault(word => word.TrimStart('v', 'V') is { Length: > 0 } number && char.IsDigit(number[0]) && number.Contains('.', StringComparison.Ordinal) && number.Count(c => c == '.') < 3 && DateGrammar.Iso(number, reading.Lexicon) is null);
        return new PlanChange
        {
            Key = reading.Draft.Key("change", head.Length > 0 ? head : text), Text = text, Version = version,
            Date = DateGrammar.Iso(head, reading.Lexicon) is not null ? head.Replace(version ?? "\0", "", StringComparison.Ordinal).Trim(' ', '(', ')', ',', '-') : null, Source = reading.Draft.Claim(item),
        };
    }

    private static int Version(TableBlock table, Reading reading) => new Columns(table, reading.Lexicon).Of(Topic.Version);

    private static int Text(TableBlock table, Reading reading) =>
        Enumerable.Range(0, table.Columns.Count).LastOrDefault(at => at != Version(table, reading) && at != At(table, reading, Term.Date) && reading.Terms.Says(table.Columns[at], Term.ChangeText), -1);

    private static int At(TableBlock table, Reading reading, Term term) =>
        Enumerable.Range(0, table.Columns.Count).FirstOrDefault(at => at != Version(table, reading) && reading.Terms.Says(table.Columns[at], term), -1);

    private static string? Cell(TableRow row, int at) => at >= 0 ? Placeholder.Real(row.Cells[at]) : null;
}
