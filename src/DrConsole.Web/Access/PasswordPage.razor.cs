using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Access;

/// <summary>Everybody changes their own password here. Static, because it renews the cookie.</summary>
public sealed partial class PasswordPage
{
    private string? _failure;
    private bool _done;

    [Inject]
    internal SignInDesk Desk { get; set; } = default!;

    [CascadingParameter]
    internal HttpContext Context { get; set; } = default!;

    [SupplyParameterFromForm]
    internal PasswordForm? Form { get; set; }

    protected override void OnInitialized() => Form ??= new();

    private async Task ChangeAsync()
    {
        _failure = await Desk.ChangePasswordAsync(Context.User.ToActor(), Form!.Present ?? "", Form!.Wanted ?? "", Context.RequestAborted);
        _done = _failure is null;
    }

    internal sealed class PasswordForm
    {
        public string? Present { get; set; }

        public string? Wanted { get; set; }
    }
}
