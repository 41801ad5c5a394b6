using DrConsole.Access;
using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Runs;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Backups.Runs;

/// <summary>One run: how far it is, what it made, why it failed. Follows every step of it.</summary>
public sealed partial class RunPage(IRunQueries runs, IBackupQueries backups, BackupDesk desk, ILogger<RunPage> logger)
{
    private Load<RunView> _run = new();
    private Load<BackupRow> _backup = new();
    private bool _mayRun;

    [Parameter]
    public Guid RunId { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _mayRun = await desk.MayAsync(Right.RunBackup);
        await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        _run = await _run.RefreshOneAsync(ct => runs.FindAsync(RunId, ct), logger, Left);
        if (_run.Items is [{ Row.BackupId: { } backup }])
        {
            _backup = await _backup.RefreshOneAsync(async ct => (await backups.FindAsync(backup, ct))?.Row, logger, Left);
        }

        StateHasChanged();
    }
}
