using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans;

/// <summary>A share as a drawn bar with its number and what it means.</summary>
public sealed partial class ShareBar
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>0..1.</summary>
    [Parameter, EditorRequired]
    public double Share { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    // Rounded down: "100 %" is said only when it is all.
    private string Percent => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor((100 * Share) + 1e-9):0} %");

    private string Width => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(100 * Share, 0, 100):0.#}%");
}
