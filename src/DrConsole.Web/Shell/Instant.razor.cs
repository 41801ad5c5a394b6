using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>An instant in UTC with its zone, e.g. <c>2026-11-21 07:12 UTC</c>. The browser adds the reader's own time as a tooltip.</summary>
public sealed partial class Instant
{
    [Parameter, EditorRequired]
    public DateTimeOffset Of { get; set; }

    /// <summary>Adds the seconds, where their order matters.</summary>
    [Parameter]
    public bool Seconds { get; set; }

    /// <summary>Leaves the date out, where it stands beside.</summary>
    [Parameter]
    public bool TimeOnly { get; set; }

    private string Text
    {
        get
        {
            var format = (TimeOnly, Seconds) switch
            {
                (true, true) => "HH:mm:ss 'UTC'",
                (true, false) => "HH:mm 'UTC'",
                (false, true) => "yyyy-MM-dd HH:mm:ss 'UTC'",
                _ => "yyyy-MM-dd HH:mm 'UTC'",
            };
            return Of.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
        }
    }
}
