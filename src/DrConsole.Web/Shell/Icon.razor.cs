using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>A small shape beside a text. It is never the only bearer of a meaning.</summary>
public sealed partial class Icon
{
    [Parameter, EditorRequired]
    public Mark Mark { get; set; }

    private string Path => Mark switch
    {
        Mark.Empty => "M3 3h10v10H3zM4.5 4.5v7h7v-7z",
        Mark.Half => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2m0 1.6v8.8a4.4 4.4 0 0 0 0-8.8",
        Mark.Check => "M6.4 12.6 2 8.2l1.5-1.5 2.9 2.9 6.1-6.2L14 4.9z",
        Mark.Cross => "m8 6.5 3.5-3.5L13 4.5 9.5 8l3.5 3.5-1.5 1.5L8 9.5 4.5 13 3 11.5 6.5 8 3 4.5 4.5 3z",
        Mark.Skip => "M2 3.5 7.5 8 2 12.5zM7.5 3.5 13 8l-5.5 4.5zM13 3.5h1.5v9H13z",
        Mark.Dash => "M3 7h10v2H3z",
        Mark.Alert => "M8 1.5 15.5 14.5H.5zM7.2 6v4.2h1.600V6zm0 5.200v1.600h1.600v-1.600z",
        Mark.Clock => "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13m-.8 2.5v4.400l3 2.400 1-1.200-2.400-2V4z",
        _ => "M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7",
    };
}

/// <summary>Shapes of states, told apart without colour.</summary>
public enum Mark
{
    Dot,
    Empty,
    Half,
    Check,
    Cross,
    Skip,
    Dash,
    Alert,
    Clock,
}
