using DrConsole.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Settings;

/// <summary>Makes a local account with a generated password, which is shown once.</summary>
public sealed partial class AccountForm(AccessDesk desk)
{
    private Saving _saving = default!;
    private string _userName = "", _displayName = "";
    private HashSet<string> _roles = NewRoles();
    private (string UserName, string Password)? _made;

    /// <summary>Cancelled when the page is left.</summary>
    [Parameter]
    public CancellationToken Left { get; set; }

    protected override void OnInitialized() => _saving = desk.NewSaving(Left);

    private static HashSet<string> NewRoles() => new(StringComparer.Ordinal) { Role.Responder };

    private async Task CreateAsync()
    {
        if (_saving.IsBusy)
        {
            return;
        }

        var (name, shown, roles) = (_userName, _displayName, Role.All.Where(_roles.Contains).ToArray());
        var (password, hash) = desk.NewPassword();
        if (await desk.SaveAsync(_saving, (actor, id, ct) => desk.Commands.CreateUserAsync(actor, id, name, shown, hash, roles, ct), StateHasChanged))
        {
            _made = (name.Trim(), password);
            (_userName, _displayName, _roles) = ("", "", NewRoles());
        }
    }
}
