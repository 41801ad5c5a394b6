using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Texts of the plan as a list; nothing when there are none.</summary>
public sealed partial class Lines
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Of { get; set; }
}
