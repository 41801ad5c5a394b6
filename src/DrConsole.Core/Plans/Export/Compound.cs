using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Export;

/// <summary>The fields whose values are small records of their own; they are written as a table.</summary>
internal static class Compound
{
    /// <summary>A small record as a kind whose fields are the columns; null when values of that kind of field are no records.</summary>
    public static ItemKind? Of(FieldKind kind) => kind switch
    {
        FieldKind.Methods => Methods,
        FieldKind.RetentionRules => Rules,
        FieldKind.Overrides => Overrides,
        _ => null,
    };

    private static readonly ItemKind Methods = new("method", "Way", "Ways", "methods", "kind", typeof(ContactMethod),
        [Fields.Choice<ContactMethodKind>("kind", "By"), Fields.Text("value", "Number or address")]) { Part = "" };

    private static readonly ItemKind Rules = new("rule", "Rule", "Rules", "retentionRules", "kind", typeof(RetentionRule),
        [Fields.Choice<RetentionKind>("kind", "Keep"), Fields.Of("count", "How many", FieldKind.Number), Fields.Of("days", "How long", FieldKind.Days)]) { Part = "" };

    private static readonly ItemKind Overrides = new("override", "Stand-in", "Stand-ins", "overrides", "member", typeof(RotationOverride),
        [Fields.Text("from", "From"), Fields.Text("to", "To"), Fields.Name("member", "Who", "contact")]) { Part = "" };
}
