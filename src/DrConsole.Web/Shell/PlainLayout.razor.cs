using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Shell;

/// <summary>The frame of static pages without a menu: sign-in and errors.</summary>
public sealed partial class PlainLayout(NavigationManager navigation)
{
    // The document has a base address, so a bare "#main" would lead to the dashboard.
    private string Here => $"{navigation.Uri.Split('#')[0]}#main";
}
