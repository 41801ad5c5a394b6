namespace DrConsole.Plans.Import.Enrich;

/// <summary>Something that the document says under a label: a cell under its column, a bullet "Owner: …", a list under a small title.</summary>
/// <param name="Values">The entries when a list stands under the label; otherwise the value alone.</param>
internal sealed record Fact(string Label, string Value, IReadOnlyList<string> Values, int First, int Last)
{
    /// <summary>True for a table's cell: its line belongs to the item in any case.</summary>
    public bool IsCell { get; init; }
}
