namespace DrConsole.Plans.Doctor;

/// <summary>A mend that one click can make in a draft.</summary>
/// <param name="Label">What the button says.</param>
public sealed record FindingFix(string Label, IReadOnlyList<FieldChange> Changes);

/// <summary>A field's new value.</summary>
/// <param name="Item">Key of the item.</param>
/// <param name="Field">JSON name of the field.</param>
/// <param name="Json">The value as JSON; null clears the field.</param>
public sealed record FieldChange(string Item, string Field, string? Json);
