using DrConsole.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Settings;

/// <summary>One account with what can be changed of it.</summary>
public sealed partial class AccountView(AccessDesk desk)
{
    private Saving _saving = default!;
    private IReadOnlyList<string> _seen = [];
    private HashSet<string> _roles = new(StringComparer.Ordinal);
    private string? _password;

    [Parameter, EditorRequired]
    public required UserRow User { get; set; }

    /// <summary>True for the account of who looks at it.</summary>
    [Parameter]
    public bool IsSelf { get; set; }

    /// <summary>Cancelled when the page is left.</summary>
    [Parameter]
    public CancellationToken Left { get; set; }

    private AccessDesk Desk => desk;

    protected override void OnInitialized() => _saving = desk.NewSaving(Left);

    // Ticks that were not saved yet stay, unless somebody else changed the roles meanwhile.
    protected override void OnParametersSet()
    {
        if (!_seen.SequenceEqual(User.Roles, StringComparer.Ordinal))
        {
            _seen = User.Roles;
            _roles = User.Roles.ToHashSet(StringComparer.Ordinal);
        }
    }

    private Task<bool> SaveRolesAsync()
    {
        var roles = Role.All.Where(_roles.Contains).ToArray();
        return desk.SaveAsync(_saving, (actor, id, ct) => desk.Commands.SetRolesAsync(actor, id, User.Id, roles, ct), StateHasChanged);
    }

    private Task<bool> DisableAsync(bool disabled) =>
        desk.SaveAsync(_saving, (actor, id, ct) => desk.Commands.SetDisabledAsync(actor, id, User.Id, disabled, ct), StateHasChanged);

    private async Task ResetAsync()
    {
        var (password, hash) = desk.NewPassword();
        if (await desk.SaveAsync(_saving, (actor, id, ct) => desk.Commands.SetPasswordAsync(actor, id, User.Id, hash, ct), StateHasChanged))
        {
            _password = password;
        }
    }
}
