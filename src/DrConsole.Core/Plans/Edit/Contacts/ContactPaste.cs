namespace DrConsole.Plans.Edit.Contacts;

/// <summary>Reads contacts that somebody pasted: vCards, or a table with a line of column names.</summary>
public static class ContactPaste
{
    /// <summary>Most contacts that are read at once.</summary>
    public const int Most = 500;

    /// <summary>The contacts in the order of the text, each with what is wrong with it.</summary>
    public static PastedContacts Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
        {
            return new([], "Paste a table or vCards first.");
        }

        var read = text.Contains("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase) ? ContactCards.Read(text) : ContactTable.Read(text);
        return read.Contacts.Count > Most ? new([], $"These are {read.Contacts.Count} contacts; {Most} can be added at once.") : read;
    }
}
