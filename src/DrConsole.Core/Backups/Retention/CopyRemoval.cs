using DrConsole.Backups.Format;
using DrConsole.Backups.Pipeline;
using DrConsole.Platform;
using DrConsole.Stores;

namespace DrConsole.Backups.Retention;

/// <summary>
/// Removes one copy from one store, after looking there: its manifest is read again now, and so is that of a newer proven backup which stays.
/// Every step can be repeated after a crash: the signed note of the deletion comes first and is written once.
/// </summary>
internal sealed class CopyRemoval(IBackupStore store, StoreCatalogue catalogue, TrustedKeys trusted, ManifestSigner signer)
{
    private const int SurvivorsRead = 3;

    /// <summary>Removes the copy; returns its receipt, which also lies in the store.</summary>
    /// <param name="survivors">Newer proven backups, the newest first.</param>
    /// <exception cref="RefusedException">The store does not hold what the database says; nothing was removed.</exception>
    /// <exception cref="StoreException">It is out of reach, or locks the copy.</exception>
    public async Task<ReceiptNote> RunAsync(RemovedCopy copy, IReadOnlyList<RemovedCopy> survivors, string rule, DateTimeOffset now, CancellationToken ct)
    {
        var key = RetentionNotes.Receipt(copy.Source, copy.BackupId);
        var note = await SignedRecords.FindAsync<ReceiptNote>(store, key, trusted, ct);
        if (note is null || await store.FindAsync($"{copy.Folder}/{StoreLayout.ManifestFile}", ct) is not null)
        {
            var looked = new ReceiptNote(copy.BackupId, copy.Source, copy.Folder, copy.ConsistentAt, now, rule, await StandingAsync(survivors, ct), await ManifestOfAsync(copy, ct), "DR Console, retention");
            note ??= await WriteAsync(key, looked, ct);
        }

        CrashPoint.Reach("retention.after-note");
        await FolderRemoval.RemoveAsync(store, copy.Folder, ct);
        await SignedRecords.RemoveAsync(store, RetentionNotes.Mark(copy.Source, copy.BackupId), ct);
        CrashPoint.Reach("retention.after-delete");
        return note;
    }

    private async Task<string> ManifestOfAsync(RemovedCopy copy, CancellationToken ct)
    {
        var found = await catalogue.ReadAsync(store, trusted, copy.Folder, ct);
        return found is { Manifest: { } manifest, Signature: SignatureVerdict.Trusted, ManifestSha256: { } sha256 } && manifest.BackupId == copy.BackupId
            ? sha256
            : throw new RefusedException("manifest_not_there", $"{copy.Folder} is not the backup that the console knows ({found.Fault ?? "its signature is not trusted"}), so nothing was removed. Rebuild the catalogue, then look at the backup.");
    }

    private async Task<IReadOnlyList<Guid>> StandingAsync(IReadOnlyList<RemovedCopy> survivors, CancellationToken ct)
    {
        var standing = new List<Guid>();
        foreach (var survivor in survivors.Take(SurvivorsRead))
        {
            var found = await catalogue.ReadAsync(store, trusted, survivor.Folder, ct);
            if (found is { State: CatalogueState.Complete, Signature: SignatureVerdict.Trusted } && found.Manifest!.BackupId == survivor.BackupId)
            {
                standing.Add(survivor.BackupId);
            }
        }

        return standing.Count > 0
            ? standing
            : throw new RefusedException("no_survivor", $"None of the newer proven backups of {survivors[0].Source} is whole in this store any more, so nothing was removed. Verify them.");
    }

    // A note that nobody trusted signed lies in the way: whoever wrote it must be found before anything is removed.
    private async Task<ReceiptNote> WriteAsync(string key, ReceiptNote note, CancellationToken ct) => await SignedRecords.WriteAsync(store, key, note, signer, ct)
        ? note
        : throw new RefusedException("receipt_in_the_way", $"{key} is in the store already and is no receipt that this console trusts, so nothing was removed. Find out who wrote it.");
}

/// <summary>A backup as its store knows it.</summary>
internal sealed record RemovedCopy(Guid BackupId, string Source, string Folder, DateTimeOffset ConsistentAt);
