using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>A state as shape, text and colour, so that none of them carries it alone.</summary>
public sealed partial class StateBadge
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter]
    public Tone Tone { get; set; }

    [Parameter]
    public Mark Mark { get; set; } = Mark.Dot;

    private string ToneName => Tone switch
    {
        Tone.Info => "info",
        Tone.Good => "good",
        Tone.Warning => "warning",
        Tone.Danger => "danger",
        _ => "neutral",
    };
}

/// <summary>What a colour says. Colours say nothing else.</summary>
public enum Tone
{
    Neutral,
    Info,
    Good,
    Warning,
    Danger,
}
