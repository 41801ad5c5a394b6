using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DrConsole.Web.Shell;

/// <summary>
/// Moves the focus to the heading of a page that opened, so that a screen reader says where one is. Unlike the framework's own, it leaves the focus
/// where it is once a person has put it into the new page: on a slow line it would be taken out of the field that they write in.
/// </summary>
public sealed class FocusHeading(IJSRuntime browser) : ComponentBase
{
    private Type? _opened;
    private bool _isDue;

    /// <summary>The page that is open.</summary>
    [Parameter, EditorRequired]
    public required Microsoft.AspNetCore.Components.RouteData Route { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet() => (_isDue, _opened) = (_isDue || _opened != Route.PageType, Route.PageType);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isDue)
        {
            _isDue = false;
            await browser.InvokeVoidAsync("drconsole.focusHeading");
        }
    }
}
