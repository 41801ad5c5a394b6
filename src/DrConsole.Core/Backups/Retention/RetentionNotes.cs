using DrConsole.Backups.Format;

namespace DrConsole.Backups.Retention;

/// <summary>What stands in the store itself about what goes and what went, for people without the console.</summary>
internal static class RetentionNotes
{
    /// <summary>Key of the note that a backup's copy is marked for deletion.</summary>
    public static string Mark(string source, Guid backupId) => $"{StoreLayout.Tombstones}{source}/{backupId:N}.json";

    /// <summary>Key of the note that a backup's copy was deleted.</summary>
    public static string Receipt(string source, Guid backupId) => $"{StoreLayout.Receipts}{source}/{backupId:N}.json";
}

/// <summary>A copy is marked for deletion.</summary>
/// <param name="Folder">The backup's folder, which still is there.</param>
internal sealed record MarkNote(Guid BackupId, string Source, string Folder, DateTimeOffset ConsistentAt, DateTimeOffset MarkedAt, DateTimeOffset DeletableAt, string Rule);

/// <summary>A copy was deleted, or is just being deleted.</summary>
/// <param name="Survivors">Newer proven backups of the same source in the same store.</param>
/// <param name="ManifestSha256">Of the manifest as it was read right before.</param>
internal sealed record ReceiptNote(
    Guid BackupId, string Source, string Folder, DateTimeOffset ConsistentAt, DateTimeOffset At, string Rule, IReadOnlyList<Guid> Survivors, string ManifestSha256, string By);
