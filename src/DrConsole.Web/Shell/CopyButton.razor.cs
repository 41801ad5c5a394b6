using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>Copies a text to the clipboard in the browser alone, and says so. Without <see cref="Text"/> it copies the code beside it.</summary>
public sealed partial class CopyButton
{
    [Parameter]
    public string? Text { get; set; }

    /// <summary>What is copied, for those who hear the page: "the command".</summary>
    [Parameter]
    public string What { get; set; } = "the command";
}
