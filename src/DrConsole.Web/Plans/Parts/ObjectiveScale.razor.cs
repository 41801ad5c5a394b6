using System.Globalization;
using DrConsole.Plans;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Plans.Parts;

/// <summary>Objectives as bars on one logarithmic scale, so that minutes and days can be compared. Drawn with SVG attributes alone.</summary>
public sealed partial class ObjectiveScale
{
    private LogScale _scale = LogScale.Upto(0);

    [Parameter, EditorRequired]
    public required IReadOnlyList<Objective> Objectives { get; set; }

    protected override void OnParametersSet() =>
        _scale = LogScale.Upto(Objectives.SelectMany(static o => new[] { o.RtoMinutes ?? 0, o.RpoMinutes ?? 0 }).DefaultIfEmpty(0).Max());

    private string At(double mark) => string.Create(CultureInfo.InvariantCulture, $"{100 * _scale.Position(mark):0.##}%");

    // A target of nothing still gets a sliver: it is a value, and the strictest of all.
    private string Percent(double minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0.6, 100 * _scale.Position(minutes)):0.##}%");

    private string Anchor(double mark) => _scale.Position(mark) switch
    {
        <= 0 => "scale-first",
        >= 1 => "scale-last",
        _ => "scale-mark",
    };

    private static string Short(double minutes) => minutes switch
    {
        0 => "0",
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{minutes:0}m"),
        < 1440 => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:0}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{minutes / 1440:0}d"),
    };
}
