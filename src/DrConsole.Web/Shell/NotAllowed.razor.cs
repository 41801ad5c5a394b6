using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace DrConsole.Web.Shell;

/// <summary>Says why a page stays closed: the role lacks it, or nobody has signed in.</summary>
public sealed partial class NotAllowed(NavigationManager navigation)
{
    private bool _isSignedIn;

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    private string SignInAddress =>
        $"/account/sign-in?returnUrl={Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri))}";

    protected override async Task OnInitializedAsync() =>
        _isSignedIn = SignedIn is not null && (await SignedIn).User.Identity is { IsAuthenticated: true };
}
