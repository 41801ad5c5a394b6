using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Where backups are kept, where service is brought back, and what is copied continuously.</summary>
public sealed partial class StoragePart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }
}
