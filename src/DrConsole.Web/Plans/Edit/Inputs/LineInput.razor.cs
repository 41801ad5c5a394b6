using System.Text.Json.Nodes;
using DrConsole.Plans.Edit;
using DrConsole.Plans.Schema;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Plans.Edit.Inputs;

/// <summary>Whatever is typed in one line: text, durations, numbers, dates, zones, names of other items.</summary>
public sealed partial class LineInput
{
    private const double Day = 1440;

    private bool IsProse => Field.Kind is FieldKind.Text or FieldKind.Name;

    private IReadOnlyList<string> Options => Field.Kind switch
    {
        FieldKind.Zone => Zones.All,
        FieldKind.Name => PlanNames.Of(Plan, Field),
        _ => [],
    };

    // What the console understood, where that is not what was typed.
    private string? Read => Value switch
    {
        _ when Field.Kind == FieldKind.Minutes && FieldValue.Number(Value) is { } amount => $"= {Durations.Say(amount)}",
        _ when Field.Kind == FieldKind.Days && FieldValue.Number(Value) is { } amount => $"= {Durations.Say(amount * Day)}",
        JsonValue name when Field.Kind == FieldKind.Name && !PlanNames.Knows(Plan, Field, (string)name!) => PlanNames.Unknown(Field),
        _ => null,
    };
}
