using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>Shows a <see cref="Load{T}"/> in its state: failed with a retry, pending, empty, or ready. A failure never looks empty.</summary>
public sealed partial class Loaded<T>(NavigationManager navigation)
{
    private bool _isRetrying;

    [Parameter, EditorRequired]
    public required Load<T> State { get; set; }

    /// <summary>Reads again.</summary>
    [Parameter, EditorRequired]
    public required Func<Task> Retry { get; set; }

    /// <summary>Says that there is nothing, and what to do first.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment Empty { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<IReadOnlyList<T>> Ready { get; set; }

    private NavigationManager Navigation => navigation;

    private async Task RetryAsync()
    {
        _isRetrying = true;
        try
        {
            await Retry();
        }
        finally
        {
            _isRetrying = false;
        }
    }
}
