using DrConsole.Access;
using DrConsole.Incidents;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Incidents;

/// <summary>Who holds which role in the incident; the commander comes first.</summary>
public sealed partial class RolesPanel(AccessQueries access, ILogger<RolesPanel> logger)
{
    private Saving _saving = default!;
    private IReadOnlyList<UserRow> _people = [];
    private string _role = IncidentRole.Usual[0];
    private string _person = "";
    private bool _isUnread;

    [Parameter, EditorRequired]
    public required IReadOnlyList<RoleHolder> Roles { get; set; }

    [Parameter]
    public bool IsOpen { get; set; }

    [CascadingParameter]
    public required IncidentDesk Desk { get; set; }

    protected override void OnInitialized() => _saving = Desk.NewSaving();

    private async Task ReadPeopleAsync()
    {
        try
        {
            _people = [.. (await access.UsersAsync(Desk.Left)).Where(user => !user.IsDisabled)];
            _isUnread = false;
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            LogUnread(failure);
            _isUnread = true;
        }
    }

    private async Task AssignAsync()
    {
        if (Guid.TryParse(_person, out var person))
        {
            await Desk.SaveAsync(_saving, (id, ct) => Desk.Commands.AssignRoleAsync(Desk.Actor, id, Desk.IncidentId, _role, person, ct), StateHasChanged);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The people who can be given a role could not be read")]
    private partial void LogUnread(Exception failure);
}
