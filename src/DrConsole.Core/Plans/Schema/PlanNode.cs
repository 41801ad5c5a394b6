using System.Text.Json.Nodes;

namespace DrConsole.Plans.Schema;

/// <summary>An item in a <see cref="PlanTree"/>.</summary>
/// <param name="Json">Its fields, and its children in the lists of their kinds. Read it; change it through the tree.</param>
public sealed record PlanNode(ItemKind Kind, string Key, JsonObject Json, PlanPlace Place)
{
    /// <summary>What it is called in a list; never empty.</summary>
    public string Title => (string?)Json[Kind.Title] is { Length: > 0 } title ? title : Fallback();

    private string Fallback() => Kind.Fields.Where(field => field.Kind is FieldKind.Text or FieldKind.Name).Select(field => (string?)Json[field.Name])
        .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? Kind.Singular;
}

/// <summary>Where an item stands.</summary>
/// <param name="Parent">Key of the item that holds it; null when the document does.</param>
/// <param name="After">Key of the item before it in the same list; null when it is the first.</param>
public sealed record PlanPlace(string? Parent, string? After);
