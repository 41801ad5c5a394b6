using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Rendering;

namespace DrConsole.Web.Shell;

/// <summary>
/// A field for files that takes none before it can read them: the framework's own field stands on a live page some time before the browser tells the
/// server about choices, and a file chosen in that time is lost in silence.
/// </summary>
public sealed class FileChoice : InputFile
{
    private bool _isWired;

    /// <summary>Takes no file now.</summary>
    [Parameter]
    public bool Disabled { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        AdditionalAttributes = new Dictionary<string, object>(AdditionalAttributes ?? ImmutableDictionary<string, object>.Empty, StringComparer.Ordinal) { ["disabled"] = Disabled || !_isWired };
        base.BuildRenderTree(builder);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender); // ends when the browser listens
        if (firstRender)
        {
            _isWired = true;
            StateHasChanged();
        }
    }
}
