using DrConsole.Access;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Settings;

/// <summary>Makes an API token; its secret is shown once.</summary>
public sealed partial class TokenForm(AccessDesk desk)
{
    private const int Never = 0;
    private static readonly (int Days, string Text)[] Terms = [(30, "in 30 days"), (90, "in 90 days"), (365, "in a year"), (Never, "never")];
    private Saving _saving = default!;
    private string _name = "", _role = Role.Responder;
    private int _days = 90;
    private (string Name, string Secret)? _made;

    /// <summary>Cancelled when the page is left.</summary>
    [Parameter]
    public CancellationToken Left { get; set; }

    protected override void OnInitialized() => _saving = desk.NewSaving(Left);

    private async Task CreateAsync()
    {
        if (_saving.IsBusy)
        {
            return;
        }

        var (name, role, secret) = (_name, _role, "");
        DateTimeOffset? expires = _days == Never ? null : desk.Now.AddDays(_days);
        if (await desk.SaveAsync(_saving, async (actor, id, ct) => (_, secret) = await desk.Commands.CreateTokenAsync(actor, id, name, role, expires, ct), StateHasChanged))
        {
            _made = (name.Trim(), secret);
            _name = "";
        }
    }
}
