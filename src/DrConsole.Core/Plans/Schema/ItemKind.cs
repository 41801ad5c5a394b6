namespace DrConsole.Plans.Schema;

/// <summary>A kind of item that a plan holds: where its list stands, what its items are called, and their fields in the order of a form.</summary>
/// <param name="Name">Stable name and prefix of the items' keys, e.g. <c>scenario</c>.</param>
/// <param name="List">JSON name of the list that holds the items, in the document or in their parent.</param>
/// <param name="Title">JSON name of the field that names an item.</param>
/// <param name="Type">The record.</param>
public sealed record ItemKind(string Name, string Singular, string Plural, string List, string Title, Type Type, IReadOnlyList<PlanField> Fields)
{
    /// <summary>Names of the kinds whose items hold this kind's items; empty when the document itself does.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>Slug of the plan part that shows it.</summary>
    public required string Part { get; init; }

    /// <summary>
    /// JSON names of the fields that tell two items of one title apart within one document; null when a document may well hold several
    /// of one title. Two of one title that differ in none of these are one thing stated twice.
    /// </summary>
    public IReadOnlyList<string>? Apart { get; init; }

    /// <summary>The field of that JSON name; null when there is none.</summary>
    public PlanField? Field(string name) => Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal));
}
