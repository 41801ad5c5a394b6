using DrConsole.Backups.Catalogue;
using DrConsole.Backups.Keys;
using DrConsole.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace DrConsole.Web.Backups.Catalogue;

/// <summary>One backup: its copies, its proofs, what it holds, what keeps it, and how it is restored with and without the console.</summary>
public sealed partial class BackupPage(IBackupQueries backups, IKeyQueries keys, ILogger<BackupPage> logger)
{
    private Load<BackupDetail> _backup = new();
    private string? _signer;

    [Parameter]
    public Guid BackupId { get; set; }

    protected override Task OnParametersSetAsync() => RefreshAsync();

    private async Task RefreshAsync()
    {
        _backup = await _backup.RefreshOneAsync(ReadAsync, logger, Left);
        StateHasChanged();
    }

    private async Task<BackupDetail?> ReadAsync(CancellationToken ct)
    {
        _signer ??= (await keys.OverviewAsync(ct)).SigningFingerprint;
        return await backups.FindAsync(BackupId, ct);
    }
}
