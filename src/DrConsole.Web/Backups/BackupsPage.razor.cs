using DrConsole.Backups.Catalogue;
using DrConsole.Web.Shell;

namespace DrConsole.Web.Backups;

/// <summary>How much is backed up, and how much of it is proven.</summary>
public sealed partial class BackupsPage(IBackupQueries backups, ILogger<BackupsPage> logger)
{
    private Load<BackupCounts> _counts = new();

    protected override Task OnInitializedAsync() => RefreshAsync();

    private async Task RefreshAsync()
    {
        _counts = await _counts.RefreshOneAsync(async ct => (BackupCounts?)await backups.CountsAsync(ct), logger, Left);
        StateHasChanged();
    }
}
