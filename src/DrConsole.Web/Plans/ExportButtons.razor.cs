using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>The ways out of the console for a version or a draft.</summary>
public sealed partial class ExportButtons
{
    /// <summary>Address of the version or the draft.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }

    /// <summary>Address of the page that prints it; null when there is none.</summary>
    [Parameter]
    public string? Print { get; set; }

    /// <summary>True on the page that prints it.</summary>
    [Parameter]
    public bool Printable { get; set; }
}
