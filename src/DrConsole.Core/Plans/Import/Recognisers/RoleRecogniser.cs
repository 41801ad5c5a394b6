namespace DrConsole.Plans.Import;

/// <summary>Roles of the recovery team. A role that no contact fills is also a contact still to be named.</summary>
internal static class RoleRecogniser
{
    public static void Run(ImportDraft draft)
    {
        foreach (var (section, block) in draft.Free(Topic.Role, Topic.Team))
        {
            if (block is TableBlock table)
            {
                var columns = new Columns(table, draft.Lexicon);
                draft.Claim(table);
                if (columns.IsMatrix)
                {
                    FromMatrix(draft, table);
                    continue;
                }

                var what = columns.Except(Topic.Description, 0) is var found and > 0 ? found : Math.Min(1, table.Columns.Count - 1);
                foreach (var row in table.Rows)
                {
                    Add(draft, row.Cells[0], row.Cells[what], new SourceLines(row.First, row.Last));
                }
            }
            else if (block is ListBlock list && section.Kind != SectionKind.Item)
            {
                foreach (var item in list.Items.Where(item => item.Head.Label is not null))
                {
                    var duties = item.Head.Value.Length > 0 ? item.Head.Value : string.Join("; ", item.Children.Select(child => child.Head.Bare));
                    Add(draft, item.Head.Label!, duties, draft.Claim(item));
                }
            }
        }

        FromHeadings(draft);
    }

    // A matrix of letters (responsible, accountable, consulted, informed): each column is a role, its rows what it does.
    private static void FromMatrix(ImportDraft draft, TableBlock table)
    {
        for (var at = 1; at < table.Columns.Count; at++)
        {
            var does = table.Rows.Where(row => row.Cells[at].Length > 0).Select(row => $"{row.Cells[0]} ({row.Cells[at]})");
            draft.Roles.Add(new PlanRole { Key = draft.Key("role", table.Columns[at]), Name = table.Columns[at], Responsibility = string.Join("; ", does), Source = new SourceLines(table.First, table.Last) });
        }
    }

    // "### Incident Commander" with a list of duties below, under a chapter on roles.
    private static void FromHeadings(ImportDraft draft)
    {
        foreach (var section in draft.Sections.Where(section => section.Kind is SectionKind.Heading or SectionKind.Label && section.Parent is { Kind: not SectionKind.Item } parent && parent.Own.HasAny(Topic.Role, Topic.Team)
            && section.Children.Count == 0 && !section.Own.HasAny(Topic.Role, Topic.Team)))
        {
            var lists = section.Blocks.OfType<ListBlock>().Where(list => draft.IsFree(list) && list.Items.All(item => item.Head.Label is null)).ToList();
            if (lists.Count == 1)
            {
                draft.Claim(lists[0]);
                Add(draft, section.Title, string.Join("; ", lists[0].Items.Select(item => item.Head.Bare)), section.Source);
            }
        }
    }

    private static void Add(ImportDraft draft, string name, string responsibility, SourceLines source)
    {
        if (Placeholder.Is(name))
        {
            return;
        }

        var missing = Placeholder.Is(responsibility) && responsibility.Length > 0;
        draft.Roles.Add(new PlanRole { Key = draft.Key("role", name), Name = name, Responsibility = Placeholder.Real(responsibility), Source = source });
        if (!draft.Contacts.Any(contact => string.Equals(contact.Role, name, StringComparison.OrdinalIgnoreCase)))
        {
            draft.Contacts.Add(new PlanContact
            {
                Key = draft.Key("contact", name), Role = name, Source = source, Placeholder = missing ? responsibility : null,
                Remark = missing || responsibility.Length == 0 ? null : responsibility,
            });
        }
    }
}
