using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using static Microsoft.AspNetCore.Components.Web.RenderMode;

namespace DrConsole.Web.Shell;

/// <summary>The document around every page. People who have signed in get a circuit; everybody else gets plain HTML.</summary>
public sealed partial class App(TimeProvider clock)
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    private TimeProvider Clock => clock;

    private IComponentRenderMode? Mode =>
        Http.AcceptsInteractiveRouting() && Http.User.Identity is { IsAuthenticated: true } ? InteractiveServer : null;
}
