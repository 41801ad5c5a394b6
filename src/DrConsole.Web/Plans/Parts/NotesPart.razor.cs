using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>What the importer could not place, word for word, under the headings where it stood.</summary>
public sealed partial class NotesPart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }
}
