using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace DrConsole.Web.Shell;

/// <summary>The frame of every page: name, time, "Declare incident", menu, content.</summary>
public sealed partial class Layout(NavigationManager navigation, TimeProvider clock)
{
    private ErrorBoundary? _boundary;
    private DateTimeOffset _now;

    // The document has a base address, so a bare "#main" would lead to the dashboard.
    private string Here => $"{navigation.Uri.Split('#')[0]}#main";

    // Once: the browser keeps the minutes from here on, without traffic.
    protected override void OnInitialized() => _now = clock.GetUtcNow();

    // Another page was opened: the broken one must not stay in its place.
    protected override void OnParametersSet() => Recover();

    private void Recover() => _boundary?.Recover();
}
