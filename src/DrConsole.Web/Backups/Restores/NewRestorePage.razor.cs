using DrConsole.Backups.Restoring;
using DrConsole.Incidents;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Backups.Restores;

/// <summary>Asking for a restore: which backup, into what, a look at who that really is, its name typed, then the start or the proposal.</summary>
public sealed partial class NewRestorePage(
    IRestoreQueries queries, RestoreCommands commands, RestorePreview preview, IIncidentQueries incidents, BackupDesk desk, NavigationManager navigation, ILogger<NewRestorePage> logger)
{
    private readonly TargetForm _form = new();
    private Load<RestorableBackup> _backup = new();
    private Saving _looking = default!, _asking = default!;
    private (RestoreTarget Target, TargetCheck Check)? _seen;
    private (Guid Id, string Title)? _incident;
    private Guid? _read;
    private string _typed = "", _store = "";

    /// <summary>The backup to restore; null offers a choice.</summary>
    [SupplyParameterFromQuery]
    public string? Backup { get; set; }

    /// <summary>The incident in which it is done.</summary>
    [SupplyParameterFromQuery]
    public string? Incident { get; set; }

    /// <summary>An instant to recover to, where the source has continuous log.</summary>
    [SupplyParameterFromQuery]
    public string? Until { get; set; }

    private Guid? BackupId => AddressValue.Id(Backup);

    private Guid? IncidentId => AddressValue.Id(Incident);

    private string Again => "/backups/restores/new" + (IncidentId is { } incident ? $"?incident={incident}" : "");

    protected override void OnInitialized() => (_looking, _asking) = (desk.NewSaving(Left), desk.NewSaving(Left));

    protected override async Task OnParametersSetAsync()
    {
        if (IncidentId is { } incident && _incident is null && await incidents.BoardAsync(incident, Left) is { } board)
        {
            _incident = (incident, board.Incident.Title);
        }

        if (BackupId is not null && BackupId != _read)
        {
            _read = BackupId;
            await RefreshAsync();
        }
    }

    private async Task RefreshAsync()
    {
        _backup = await _backup.RefreshOneAsync(ct => queries.RestorableAsync(BackupId!.Value, ct), logger, Left);
        if (_backup.Items is [var backup])
        {
            _form.Begin(backup);
            _form.Until = Until ?? "";
        }

        StateHasChanged();
    }

    private Guid? ChosenStore => Guid.TryParse(_store, out var store) ? store : null;

    // What was seen of another target, or from another store, says nothing about this one.
    private void Forget() => (_seen, _typed) = (null, "");

    private async Task LookAsync()
    {
        Forget();
        var backup = BackupId!.Value;
        await desk.SaveAsync(
            _looking,
            async (actor, _, ct) =>
            {
                var target = _form.ToTarget();
                _seen = (target, await preview.CheckAsync(actor, backup, target, _form.Secret, ChosenStore, ct));
            },
            StateHasChanged);
    }

    private async Task RequestAsync()
    {
        if (_seen is not { } seen)
        {
            return;
        }

        var made = Guid.Empty;
        var wish = new RestoreWish(BackupId!.Value, seen.Target, _typed) { IncidentId = _incident?.Id, Password = _form.Secret, StoreId = ChosenStore };
        if (await desk.SaveAsync(_asking, async (actor, id, ct) => made = await commands.RequestAsync(actor, id, wish, ct), StateHasChanged))
        {
            navigation.NavigateTo(BackupLinks.Restore(made));
        }
    }
}
