using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Access;

/// <summary>The only page that needs no account. Static: nobody gets a circuit before signing in.</summary>
public sealed partial class SignInPage
{
    private string? _failure;

    [Inject]
    internal SignInDesk Desk { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    internal HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm]
    internal SignInForm? Form { get; set; }

    [SupplyParameterFromQuery]
    internal string? ReturnUrl { get; set; }

    protected override void OnInitialized() => Form ??= new();

    private async Task SignInAsync()
    {
        try
        {
            _failure = await Desk.SignInAsync(Form!.UserName ?? "", Form!.Password ?? "", Context.RequestAborted);
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            _failure = "The database cannot be reached, so nobody can sign in now. Try again in a moment.";
        }

        if (_failure is null)
        {
            Navigation.NavigateTo(LocalUrl.Or(ReturnUrl, "/"));
        }
    }

    internal sealed class SignInForm
    {
        public string? UserName { get; set; }

        public string? Password { get; set; }
    }
}
