using DrConsole.Plans.Schema;

namespace DrConsole.Plans.Edit;

/// <summary>The fields of one row of a field that holds a list of small records.</summary>
public static class RowFields
{
    private static readonly Dictionary<FieldKind, ItemKind> Kinds = new()
    {
        [FieldKind.Commands] = Row("command block", typeof(CommandBlock),
            Fields.LongText("text", "Command") with { IsRequired = true },
            Fields.Text("title", "Title"),
            Fields.Text("language", "Language")),
        [FieldKind.Methods] = Row("way", typeof(ContactMethod),
            Fields.Choice<ContactMethodKind>("kind", "By") with { IsRequired = true },
            Fields.Text("value", "Number, address or handle") with { IsRequired = true }),
        [FieldKind.RetentionRules] = Row("rule", typeof(RetentionRule),
            Fields.Choice<RetentionKind>("kind", "Keep") with { IsRequired = true },
            Fields.Of("count", "How many", FieldKind.Number, "For daily, weekly, monthly, yearly and count."),
            Fields.Of("days", "How long", FieldKind.Days, "For age.")),
        [FieldKind.Overrides] = Row("stand-in", typeof(RotationOverride),
            Fields.Of("from", "From", FieldKind.LocalTime) with { IsRequired = true },
            Fields.Of("to", "To", FieldKind.LocalTime) with { IsRequired = true },
            Fields.Name("member", "Who", "contact") with { Hint = "Empty leaves a gap." }),
    };

    /// <summary>What a row of such a field holds; null when the field holds no rows.</summary>
    public static ItemKind? Of(FieldKind kind) => Kinds.GetValueOrDefault(kind);

    private static ItemKind Row(string name, Type type, params PlanField[] fields) =>
        new(name, char.ToUpperInvariant(name[0]) + name[1..], name + "s", "", fields[0].Name, type, fields) { Part = "" };
}
