using System.Globalization;
using CsvHelper;

namespace DrConsole.Plans.Edit.Contacts;

/// <summary>Reads contacts from a table whose columns are parted by commas, semicolons or tabs, and whose first line names them.</summary>
internal static class ContactTable
{
    private static readonly string[] Yes = ["yes", "y", "true", "1", "x", "ja", "j", "oui", "o", "sí", "si", "s", "sim", "да", "evet", "是", "はい", "external", "extern", "vendor"];

    public static PastedContacts Read(string text)
    {
        var body = text.TrimStart('\uFEFF', '\r', '\n', ' ');
        var skipped = text[..^body.Length].Count(c => c == '\n');
        var broken = new HashSet<long>();
        var options = new CsvReaderOptions
        {
            Separator = Separator(body), HasHeader = false, TrimWhitespace = true, TrackLineNumbers = true, OnMalformedRecord = record => broken.Add(record.LineNumber),
        };
        string[]? headers = null;
        var contacts = new List<PastedContact>();
        using var table = CsvReader.FromText(body, options);
        foreach (var row in table)
        {
            var (values, line) = (row.ToArray(), table.LineNumber);
            if (headers is null)
            {
                headers = values;
                if (headers.All(header => ContactColumns.FieldOf(header) is null))
                {
                    return new([], "The first line must name the columns, e.g. Name, Role, Phone, E-mail. None of its words is the name of a known column.");
                }
            }
            else if (!values.All(string.IsNullOrWhiteSpace))
            {
                contacts.Add(PastedContact.Of(skipped + (int)line, Contact(headers, values).Made(), Faults(headers, values, broken.Contains(line))));
            }
        }

        return contacts.Count > 0 ? new(contacts) : new([], "There is nothing below the names of the columns.");
    }

    private static IEnumerable<string> Faults(string[] headers, string[] values, bool isBroken)
    {
        if (isBroken)
        {
            yield return "A quotation mark stands where none belongs, or one is missing.";
        }

        if (values.Length > headers.Length)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"It has {values.Length} values; the first line names {headers.Length} columns.");
        }
    }

    private static ContactDraft Contact(string[] headers, string[] values)
    {
        var contact = new ContactDraft();
        var (given, family) = ("", "");
        foreach (var (header, value) in headers.Zip(values).Where(cell => !string.IsNullOrWhiteSpace(cell.Second)))
        {
            switch (ContactColumns.FieldOf(header))
            {
                case "phone": contact.Phone(value); break;
                case "email": contact.Email(value); break;
                case "given": given = value; break;
                case "family": family = value; break;
                case "sms" or "chat" or "pager" or "web": contact.Way(ContactColumns.FieldOf(header)!, value); break;
                case "external" when Yes.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase): contact.External(); break;
                case "external": break;
                case "remark": contact.Remark(value); break;
                case { } field: contact.Set(field, value); break;
                default: contact.Remark($"{header}: {value}"); break; // nothing that was pasted is lost
            }
        }

        contact.Set("name", $"{given} {family}");
        return contact;
    }

    // The mark that stands most often in the first line, outside of quotation marks.
    private static char Separator(string body)
    {
        var (isQuoted, counts) = (false, new Dictionary<char, int> { ['\t'] = 0, [';'] = 0, [','] = 0 });
        foreach (var c in body.TakeWhile(c => c != '\n'))
        {
            isQuoted ^= c == '"';
            if (!isQuoted && counts.TryGetValue(c, out var count))
            {
                counts[c] = count + 1;
            }
        }

        return counts.MaxBy(count => count.Value).Key;
    }
}
