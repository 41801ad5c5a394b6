using System.Text;

namespace DrConsole.Plans.Edit.Contacts;

/// <summary>Reads contacts from vCards 3 and 4 (RFC 2426, RFC 6350): folded lines, groups, several numbers and addresses.</summary>
internal static class ContactCards
{
    public static PastedContacts Read(string text)
    {
        var contacts = new List<PastedContact>();
        var (lines, begun) = (new List<CardLine>(), 0);
        foreach (var (number, content) in Unfolded(text))
        {
            if (CardLine.Of(content) is not { } line)
            {
                continue;
            }

            if (line.Is("BEGIN"))
            {
                if (begun > 0)
                {
                    contacts.Add(Card(begun, lines, ["The card has no end (END:VCARD)."]));
                }

                (lines, begun) = ([], number);
            }
            else if (line.Is("END") && begun > 0)
            {
                contacts.Add(Card(begun, lines, []));
                begun = 0;
            }
            else
            {
                lines.Add(line);
            }
        }

        if (begun > 0)
        {
            contacts.Add(Card(begun, lines, ["The card has no end (END:VCARD)."]));
        }

        return new(contacts);
    }

    private static PastedContact Card(int number, List<CardLine> lines, IEnumerable<string> faults)
    {
        var contact = new ContactDraft();
        foreach (var line in lines.OrderByDescending(line => line.IsPreferred))
        {
            Add(contact, line);
        }

        var version = lines.Find(line => line.Is("VERSION"))?.Text;
        if (version is not ("3.0" or "4.0"))
        {
            faults = faults.Append($"The card is of version {version ?? "unknown"}; 3.0 and 4.0 can be read.");
        }

        return PastedContact.Of(number, contact.Made(), faults);
    }

    private static void Add(ContactDraft contact, CardLine line)
    {
        switch (line.Name)
        {
            case "FN": contact.Set("name", line.Text); break;
            case "ROLE" or "TITLE": contact.Set("role", line.Text); break;
            case "ORG": contact.Set("company", line.Parts[0]); break;
            case "TEL" when line.HasType("pager"): contact.Way("pager", line.Address("tel:")); break;
            case "TEL" when !line.HasType("fax"): contact.Phone(line.Address("tel:")); break;
            case "TEL": contact.Remark($"Fax: {line.Address("tel:")}"); break;
            case "EMAIL": contact.Email(line.Address("mailto:")); break;
            case "IMPP": contact.Way("chat", line.Text); break;
            case "URL": contact.Way("web", line.Text); break;
            case "NOTE": contact.Remark(line.Text); break;
            case "LANG": contact.Set("language", line.Text); break;
            case "TZ" when line.Text.Contains('/', StringComparison.Ordinal): contact.Set("zone", line.Text); break;
            default: break; // pictures, keys, revision dates: nothing that a plan holds
        }
    }

    // A line that begins with white space goes on with the one before.
    private static IEnumerable<(int Number, string Content)> Unfolded(string text)
    {
        var (content, begun, number) = (new StringBuilder(), 0, 0);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.Length > 0 && line[0] is ' ' or '\t')
            {
                content.Append(line.AsSpan(1));
                continue;
            }

            if (content.Length > 0)
            {
                yield return (begun, content.ToString());
            }

            content.Clear().Append(line);
            begun = number;
        }

        if (content.Length > 0)
        {
            yield return (begun, content.ToString());
        }
    }
}
