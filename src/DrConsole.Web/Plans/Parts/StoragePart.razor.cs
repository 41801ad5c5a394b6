using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Where backups are kept, where service is brought back, and what is copied continuously.</summary>
public sealed partial class StoragePart
{
    [Parameter, EditorRequired]
    public required PlanDocument Document { get; set; }

    private static string? Name(StorageRole? role) => role switch
    {
        StorageRole.Primary => "primary",
        StorageRole.Secondary => "secondary",
        StorageRole.OffSite => "off site",
        StorageRole.Archive => "archive",
        _ => null,
    };
}
