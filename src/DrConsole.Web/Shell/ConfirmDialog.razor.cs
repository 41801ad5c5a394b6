using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>A button that asks before it acts. Opening and closing happen in the browser; only the confirmation travels, and not while a required field of the dialog is empty.</summary>
public sealed partial class ConfirmDialog
{
    private string _typed = string.Empty;

    /// <summary>Unique in the page.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter, EditorRequired]
    public required string OpenText { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>What will happen.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnConfirm { get; set; }

    [Parameter]
    public string? ConfirmText { get; set; }

    [Parameter]
    public string OpenClass { get; set; } = string.Empty;

    [Parameter]
    public string ConfirmClass { get; set; } = "btn-danger";

    /// <summary>The thing's name, to be typed before something is destroyed.</summary>
    [Parameter]
    public string? NameToType { get; set; }

    /// <summary>True while the confirmed work runs.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    private bool IsConfirmable => !IsBusy && (NameToType is null || string.Equals(_typed.Trim(), NameToType, StringComparison.Ordinal));
}
