using System.Text;

namespace DrConsole.Plans.Edit.Contacts;

/// <summary>One line of a vCard: <c>group.NAME;TYPE=work,voice:value</c>.</summary>
internal sealed record CardLine(string Name, IReadOnlyList<string> Types, IReadOnlyList<string> Parts)
{
    /// <summary>The value whole.</summary>
    public string Text => string.Join(' ', Parts.Where(part => part.Length > 0));

    public bool IsPreferred => Types.Any(type => type is "pref" or "pref=1");

    /// <summary>The line; null when the text is none.</summary>
    public static CardLine? Of(string content)
    {
        var colon = Colon(content);
        if (colon < 0)
        {
            return null;
        }

        var head = content[..colon].Split(';');
        var name = head[0][(head[0].IndexOf('.', StringComparison.Ordinal) + 1)..].Trim().ToUpperInvariant();
        var types = head.Skip(1).SelectMany(TypesOf).ToList();
        return new(name, types, Split(content[(colon + 1)..]));
    }

    public bool Is(string name) => Name == name;

    public bool HasType(string type) => Types.Contains(type, StringComparer.Ordinal);

    /// <summary>The value without the scheme that version 4 puts before it, and without what follows the number.</summary>
    public string Address(string scheme)
    {
        var text = string.Join(';', Parts);
        return text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? text[scheme.Length..].Split(';')[0] : text;
    }

    private static IEnumerable<string> TypesOf(string parameter)
    {
        var (name, value) = parameter.Split('=', 2) switch { [var key, var said] => (key.ToUpperInvariant(), said), _ => ("TYPE", parameter) };
        return name switch
        {
            "TYPE" => value.Trim('"').ToLowerInvariant().Split(','),
            "PREF" => [$"pref={value}"],
            _ => [],
        };
    }

    // Colons within quotation marks belong to a parameter.
    private static int Colon(string content)
    {
        var isQuoted = false;
        for (var i = 0; i < content.Length; i++)
        {
            isQuoted ^= content[i] == '"';
            if (content[i] == ':' && !isQuoted)
            {
                return i;
            }
        }

        return -1;
    }

    private static List<string> Split(string value)
    {
        var (parts, part) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
                part.Append(value[i] is 'n' or 'N' ? '\n' : value[i]);
            }
            else if (value[i] == ';')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(value[i]);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }
}
