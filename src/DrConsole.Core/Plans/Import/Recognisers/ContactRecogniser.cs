namespace DrConsole.Plans.Import;

/// <summary>People, teams and vendors to call, from tables and from label–value lists under a contact title.</summary>
internal static class ContactRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(section => section.Theme is not (Topic.Toc or Topic.Backup or Topic.Test)))
        {
            foreach (var block in section.Blocks.Where(draft.IsFree).ToList())
            {
                switch (block)
                {
                    case TableBlock table:
                        FromTable(draft, section, table);
                        break;
                    case ListBlock list when section.Theme is Topic.None or Topic.Contact or Topic.Team or Topic.Role or Topic.External or Topic.Escalation or Topic.Communication && list.Items.Any(item => HasAddress(draft, item)):
                        list.Items.ForEach(item => FromItem(draft, section, item));
                        break;
                    case ListBlock list when section.Theme is Topic.None or Topic.Communication or Topic.External or Topic.Team or Topic.Role && !IsPlace(section) && list.Items.Any(item => item.Head.Label is not null && (Phones.EmailIn(item.Head.Value) is not null || (section.Theme != Topic.None && Phones.In(item.Head.Value) is not null))):
                        list.Items.Where(item => item.Head.Label is not null && (Phones.EmailIn(item.Head.Value) ?? Phones.In(item.Head.Value) ?? (item.Head.Value.Length > 0 && Placeholder.Is(item.Head.Value) ? "" : null)) is not null).ToList().ForEach(item => FromItem(draft, section, item));
                        break;
                    case ListBlock list when IsPlace(section):
                        list.Items.ForEach(item => FromItem(draft, section, item));
                        break;
                    case Paragraph paragraph when IsPlace(section):
                        foreach (var line in paragraph.Lines.Where(line => line.Label is { Length: < 50 } && (Phones.In(line.Value) ?? Phones.EmailIn(line.Value) ?? (line.Value.Length > 0 && (Placeholder.Is(line.Value) || line.Value.Contains("___", StringComparison.Ordinal)) ? "" : null)) is not null && !draft.IsClaimed(line.Line)))
                        {
                            Add(draft, section, line.Label!, line.Value, line.Line, line.Line);
                        }

                        break;
                }
            }
        }
    }

    private static bool HasAddress(ImportDraft draft, ListItem item) =>
        item.Children.Any(child => child.Head.Label is { } label && draft.Lexicon.IsExactly(label, Topic.Phone, Topic.Email));

    private static bool IsPlace(Section section) => section.Theme == Topic.Contact || (section.Theme is Topic.Team or Topic.Role && section.Within(Topic.Contact));

    private static void FromTable(ImportDraft draft, Section section, TableBlock table)
    {
        var columns = new Columns(table, draft.Lexicon);
        var (phone, email) = (columns.Of(Topic.Phone), columns.Of(Topic.Email));
        var placed = section.Theme is Topic.Contact or Topic.Team or Topic.Role && table.Columns.Count >= 2;
        if (placed || section.Within(Topic.Contact))
        {
            // "Support line", "Reachable at": what it holds tells what it is.
            phone = phone >= 0 ? phone : Mostly(table, email, Phones.In);
            email = email >= 0 ? email : Mostly(table, phone, cell => Phones.IsOnlyAddress(cell ?? "") ? Phones.EmailIn(cell) : null);
        }

        if (phone < 0 && email < 0 && !(placed && columns.Has(Topic.Name)))
        {
            return;
        }

        var name = columns.Except(Topic.Name, phone, email);
        var role = columns.Except(Topic.Role, name, phone, email) is var found and >= 0 ? found
            : Enumerable.Range(0, table.Columns.Count).FirstOrDefault(at => at != name && at != phone && at != email, -1);
        draft.Claim(table);
        foreach (var row in table.Rows)
        {
            // A cell that is nothing but an address or a number is one, whatever its column is called.
            var addresses = Enumerable.Range(0, row.Cells.Count).Where(at => at != phone && at != email && at != role && Phones.IsOnlyAddress(row.Cells[at])).ToList();
            var named = addresses.Contains(name) ? null : Cell(row, name);
            var call = phone >= 0 && !Placeholder.Is(row.Cells[phone]) ? row.Cells[phone] : null;
            var number = Phones.In(call) ?? (call is not null && call.Any(char.IsDigit) ? call : null) ?? First(Phones.In);
            var address = Phones.EmailIn(Cell(row, email)) ?? Phones.EmailIn(call) ?? First(Phones.EmailIn);
            string?[] raw = [named, Cell(row, phone), Cell(row, email)];
            var placeholder = raw.FirstOrDefault(cell => cell is { Length: > 0 } && Placeholder.Is(cell));
            draft.Contacts.Add(new PlanContact
            {
                Key = draft.Key("contact", Cell(row, role) ?? named ?? "contact"),
                Source = new SourceLines(row.First, row.Last),
                Role = Placeholder.Real(Cell(row, role)),
                Name = Placeholder.Real(named),
                Phone = number,
                Email = address,
                External = IsExternal(draft, section, table.Columns[Math.Max(0, role)]),
                Placeholder = placeholder,
                Remark = columns.Rest(row, [role, named is null ? -1 : name, phone, email, .. addresses.Where(at => Phones.In(row.Cells[at]) == number || Phones.EmailIn(row.Cells[at]) == address)]),
            });

            string? First(Func<string?, string?> read) => addresses.Select(at => read(row.Cells[at])).FirstOrDefault(found => found is not null);
        }
    }

    private static int Mostly(TableBlock table, int taken, Func<string?, string?> read) =>
        Enumerable.Range(1, table.Columns.Count - 1).FirstOrDefault(at => at != taken && table.Rows.Count(row => read(row.Cells[at]) is not null) * 2 > table.Rows.Count, -1);

    private static void FromItem(ImportDraft draft, Section section, ListItem item)
    {
        var label = item.Head.Label ?? item.Head.Bare;
        if (item.Head.Label is null && !HasAddress(draft, item))
        {
            FromLine(draft, section, item);
            return;
        }

        if (item.IsLeaf && item.Head.Value.Length > 0)
        {
            Add(draft, section, label, item.Head.Value, item.First, item.Last);
            return;
        }

        // "- **Role**" with its name, phone and e-mail below.
        var details = item.Children.Where(child => child.Head.Label is not null).ToList();
        if (HasAddress(draft, item))
        {
            var all = string.Join(" , ", details.Select(child => child.Head.Value));
            var named = details.FirstOrDefault(child => draft.Lexicon.IsExactly(child.Head.Label!, Topic.Name))?.Head.Value ?? item.Head.Value;
            draft.Contacts.Add(new PlanContact
            {
                Key = draft.Key("contact", label), Source = draft.Claim(item), Role = label, Name = Placeholder.Real(named), Phone = Phones.In(all), Email = Phones.EmailIn(all),
                External = IsExternal(draft, section, label), Placeholder = details.Select(child => child.Head.Value).FirstOrDefault(Placeholder.Is),
            });
        }
    }

    private static void Add(ImportDraft draft, Section section, string label, string value, int first, int last)
    {
        var parts = value.Split([" — ", " – ", " - ", " | ", " / ", ", ", "; "], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var open = parts.Where(part => Placeholder.Is(part) || part.Contains('[', StringComparison.Ordinal)).ToList();
        var missing = open.Count == parts.Length || open.Count > 0;
        var real = string.Join(", ", parts.Except(open, StringComparer.Ordinal));
        var (phone, email) = (Phones.In(missing ? real : value), Phones.EmailIn(missing ? real : value));
        var isAddress = draft.Lexicon.IsExactly(label, Topic.Phone, Topic.Email);
        draft.Contacts.Add(new PlanContact
        {
            Key = draft.Key("contact", label),
            Source = draft.Claim(first, last),
            Role = isAddress || section.Kind == SectionKind.Label ? $"{section.Title}: {label}" : label,
            Name = real.Length == 0 || (missing && phone is null && email is null) || (missing && Placeholder.Is(parts[0])) ? null : Phones.NameIn(missing ? real : value),
            Phone = phone,
            Email = email,
            External = IsExternal(draft, section, label),
            Placeholder = missing ? (open.Count > 0 ? string.Join(", ", open) : value) : null,
        });
    }

    // "A. Example, network lead, +49 …": no label, but a number or an address.
    private static void FromLine(ImportDraft draft, Section section, ListItem item)
    {
        foreach (var child in item.Children)
        {
            // A call tree: whom each calls stands below.
            FromItem(draft, section, child);
        }

        var (phone, email) = (Phones.In(item.Text), Phones.EmailIn(item.Text));
        var parts = Phones.PartsOf(item.Text).ToList();
        var open = parts.FirstOrDefault(Placeholder.Is);
        if (phone is null && email is null && open is null)
        {
            return;
        }

        var names = parts.Where(part => !Placeholder.Is(part)).ToList();
        draft.Contacts.Add(new PlanContact
        {
            Key = draft.Key("contact", names.FirstOrDefault() ?? "contact"), Source = draft.Claim(item.First, item.First), Name = names.Count > 1 ? names[0] : null, Role = names.Count > 1 ? names[1] : names.FirstOrDefault(), Placeholder = open, Phone = phone, Email = email,
            External = IsExternal(draft, section, item.Text),
        });
    }

    private static bool IsExternal(ImportDraft draft, Section section, string label) =>
        section.Within(Topic.External) || draft.Lexicon.Speaks(label, Topic.External);

    private static string? Cell(TableRow row, int at) => at >= 0 && row.Cells[at].Length > 0 ? row.Cells[at] : null;
}
