using DrConsole.Backups.Format;
using DrConsole.Stores;

namespace DrConsole.Verification;

/// <summary>The result of an examination as it lies, signed, in the examined store: evidence that needs no console.</summary>
/// <param name="ManifestSha256">Of the manifest that was examined; null when it could not be read.</param>
public sealed record VerificationRecord(
    Guid RunId, Guid BackupId, string Source, string Folder, string? ManifestSha256, VerificationLevel Level, Verdict Verdict, VerificationLevel? Reached,
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Reason, string RequestedBy, VerificationReport Report, string? Fault)
{
    /// <summary>Key of the record.</summary>
    public string Key => $"{FolderOf(Source, BackupId)}{EndedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{RunId:N}.json";

    /// <summary>A restore succeeded.</summary>
    public bool IsProof => Verdict != Verdict.Fail && Reached >= VerificationLevel.Restored;

    private static string FolderOf(string source, Guid backupId) => $"{StoreLayout.Verifications}{source}/{backupId:N}/";

    /// <summary>Reads what a store holds of a backup's examinations, oldest first. Records that nobody who is trusted signed are left out.</summary>
    public static async Task<IReadOnlyList<VerificationRecord>> ReadAsync(IBackupStore store, string source, Guid backupId, TrustedKeys trusted, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(store);
        var keys = new List<string>();
        await foreach (var entry in store.ListAsync(FolderOf(source, backupId), ct))
        {
            if (entry.Key.EndsWith(".json", StringComparison.Ordinal))
            {
                keys.Add(entry.Key);
            }
        }

        var records = new List<VerificationRecord>();
        foreach (var key in keys)
        {
            if (await SignedRecords.FindAsync<VerificationRecord>(store, key, trusted, ct) is { } record && record.BackupId == backupId && record.Key == key)
            {
                records.Add(record);
            }
        }

        return records;
    }
}
