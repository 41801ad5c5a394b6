namespace DrConsole.Plans.Schema;

/// <summary>A field of an item: its JSON name, what people call it, and what it may hold.</summary>
/// <param name="Name">JSON name, e.g. <c>rtoMinutes</c>.</param>
public sealed record PlanField(string Name, string Label, FieldKind Kind = FieldKind.Text)
{
    /// <summary>A sentence for the person who fills it in; null when the label says all.</summary>
    public string? Hint { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Longest text, in characters, also of each line of a list.</summary>
    public int MaxLength { get; init; } = 500;

    /// <summary>JSON values that a <see cref="FieldKind.Choice"/> allows, with what people call them.</summary>
    public IReadOnlyList<FieldChoice> Choices { get; init; } = [];

    /// <summary>Names of the <see cref="ItemKind"/>s that a name or key may refer to.</summary>
    public IReadOnlyList<string> Of { get; init; } = [];
}

/// <summary>One value of a choice.</summary>
public sealed record FieldChoice(string Value, string Label);
