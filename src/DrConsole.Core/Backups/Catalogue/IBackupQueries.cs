namespace DrConsole.Backups.Catalogue;

/// <summary>Reads of backups, their copies and their proof.</summary>
public interface IBackupQueries
{
    /// <summary>How much there is, and how much of it is proven.</summary>
    Task<BackupCounts> CountsAsync(CancellationToken ct);
}

/// <summary>How much there is. Removed backups and deleted policies do not count.</summary>
/// <param name="Proven">Backups from which a restore gave the right content.</param>
public sealed record BackupCounts(int Policies, int Stores, int Backups, int Proven);
