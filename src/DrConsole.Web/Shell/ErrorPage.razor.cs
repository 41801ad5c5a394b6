using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>Shown when a request fails. Static, so that it works when nothing else does.</summary>
public sealed partial class ErrorPage
{
    [CascadingParameter]
    public HttpContext? Http { get; set; }
}
