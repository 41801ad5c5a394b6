using DrConsole.Backups.Format;
using DrConsole.Platform;
using DrConsole.Stores;
using BackupPolicy = DrConsole.Backups.Policies.BackupPolicy;

namespace DrConsole.Backups.Retention;

/// <summary>Carries a plan's decisions out in one store: the store first, then the database, so that a crash between them is made good by the next time.</summary>
internal sealed class StoreRetention(
    BackupPolicy policy, IBackupStore store, IReadOnlyDictionary<Guid, RemovedCopy> copies, CopyRemoval removal, ManifestSigner signer, RetentionChanges changes, DateTimeOffset now)
{
    /// <summary>Adds what was done and what failed to the lists.</summary>
    public async Task RunAsync(IReadOnlyList<RetentionDecision> decisions, List<RetentionDecision> done, List<string> faults, CancellationToken ct)
    {
        await LiftAsync([.. decisions.Where(decision => decision.Act == RetentionAct.Lift)], done, ct);
        await MarkAsync([.. decisions.Where(decision => decision.Act == RetentionAct.Mark)], done, ct);
        foreach (var decision in decisions.Where(decision => decision.Act == RetentionAct.Delete))
        {
            try
            {
                await DeleteAsync(decision, ct);
                done.Add(decision);
            }
            catch (RefusedException refusal)
            {
                faults.Add(refusal.Message);
            }
            catch (StoreException failure) when (failure.Fault is StoreFault.Locked or StoreFault.ObjectMissing or StoreFault.Damaged)
            {
                faults.Add(failure.Message); // of this copy alone; whatever else is wrong with the store ends its turn
            }
        }
    }

    // The database first: what is kept again must not be deleted because a note could not be removed.
    private async Task LiftAsync(IReadOnlyList<RetentionDecision> lifted, List<RetentionDecision> done, CancellationToken ct)
    {
        if (lifted.Count == 0)
        {
            return;
        }

        await changes.MarkAsync(policy, lifted, ct);
        done.AddRange(lifted);
        foreach (var decision in lifted)
        {
            await SignedRecords.RemoveAsync(store, RetentionNotes.Mark(copies[decision.BackupId].Source, decision.BackupId), ct);
        }
    }

    private async Task MarkAsync(IReadOnlyList<RetentionDecision> marked, List<RetentionDecision> done, CancellationToken ct)
    {
        foreach (var copy in marked.Select(decision => (Decision: decision, Of: copies[decision.BackupId])))
        {
            var note = new MarkNote(copy.Of.BackupId, copy.Of.Source, copy.Of.Folder, copy.Of.ConsistentAt, now, copy.Decision.DeletableAt!.Value, copy.Decision.Why!);
            await SignedRecords.WriteAsync(store, RetentionNotes.Mark(copy.Of.Source, copy.Of.BackupId), note, signer, ct);
        }

        if (marked.Count > 0)
        {
            await changes.MarkAsync(policy, marked, ct);
            done.AddRange(marked);
        }
    }

    private async Task DeleteAsync(RetentionDecision decision, CancellationToken ct)
    {
        var survivors = decision.Survivors.Select(id => copies[id]).OrderByDescending(copy => copy.ConsistentAt).ToList();
        var note = await removal.RunAsync(copies[decision.BackupId], survivors, decision.Why!, now, ct);
        await changes.RemovedAsync(policy, decision.StoreId, note, ct);
    }
}
