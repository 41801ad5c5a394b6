using System.Text.Json.Nodes;
using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Edit.Contacts;

/// <summary>A contact as somebody pasted it.</summary>
/// <param name="Line">Line of the pasted text on which it begins, counted from 1.</param>
/// <param name="Item">Its fields.</param>
/// <param name="Errors">Why it cannot be added as it is; empty when it can.</param>
public sealed record PastedContact(int Line, JsonObject Item, IReadOnlyList<string> Errors)
{
    private static readonly ItemKind Kind = PlanSchema.Find("contact")!;

    /// <summary>The text of one field; null when it says nothing.</summary>
    public string? Text(string field) => (string?)Item[field];

    /// <summary>Further numbers and addresses.</summary>
    public IEnumerable<string> Ways => (Item["methods"] as JsonArray ?? []).OfType<JsonObject>().Select(way => (string)way["value"]!);

    /// <summary>Checks what was read.</summary>
    internal static PastedContact Of(int line, JsonObject item, IEnumerable<string> faults)
    {
        var errors = faults.ToList();
        errors.AddRange(Kind.Fields.Select(field => FieldCheck.Of(field, item[field.Name]) is { } fault ? $"{field.Label}: {fault}" : null).OfType<string>());
        if ((string?)item["email"] is { } email && !(email.Contains('@', StringComparison.Ordinal) && !email.Contains(' ', StringComparison.Ordinal)))
        {
            errors.Add("E-mail: this is no address.");
        }

        if (item["name"] is null && item["role"] is null && item["company"] is null)
        {
            errors.Add("It has no name, role or company.");
        }

        return new(line, item, errors);
    }
}

/// <summary>What a pasted text was read as.</summary>
/// <param name="Fault">Why nothing could be read; null otherwise.</param>
public sealed record PastedContacts(IReadOnlyList<PastedContact> Contacts, string? Fault = null);
