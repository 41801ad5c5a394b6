using DrConsole.Backups.Format;

namespace DrConsole.Stores.S3;

/// <summary>Finds out by trying what a bucket really does. Each experiment tries to break a promise; all objects of it are gone at the end.</summary>
internal sealed class S3Probe(S3Store store, S3Connection connection, S3Versions versions, S3Uploads uploads, StoreCredentials credentials, TimeProvider clock)
{
    public async Task<StoreFacts> RunAsync(CancellationToken ct)
    {
        var folder = $"{StoreLayout.Probes}{Guid.CreateVersion7(clock.GetUtcNow()):N}/";
        var requests = new S3ProbeRequests(connection);
        try
        {
            return await TryAsync(folder, requests, ct);
        }
        finally
        {
            await LeaveNothingAsync(folder);
        }
    }

    private async Task<StoreFacts> TryAsync(string folder, S3ProbeRequests requests, CancellationToken ct)
    {
        var writing = new S3WritingProbe(connection, requests, uploads);
        var keeping = new S3KeepingProbe(connection, requests, clock);
        await requests.PutAsync(folder + "write", ct); // whoever may not write at all is told so, by this
        var facts = new StoreFacts
        {
            ProbedAt = clock.GetUtcNow(),
            HasConditionalPut = await writing.HasConditionalPutAsync(folder + "condition", ct),
            ChecksChecksums = await writing.ChecksChecksumsAsync(folder + "checksum", ct),
            ListsUploads = await writing.ListsUploadsAsync(folder + "upload", ct),
            HasVersions = await keeping.HasVersionsAsync(folder + "version", ct),
            HasObjectLock = await keeping.HasObjectLockAsync(folder + "lock", ct),
            HasLegalHold = await keeping.HasLegalHoldAsync(folder + "hold", ct),
            Region = await requests.RegionAsync(ct),
            HasUploadLifecycle = await requests.HasUploadLifecycleAsync(ct),
            ClockSkew = connection.ClockSkew,
        };
        var remarks = new S3Remarks(facts, connection)
        {
            TakesWrongSecret = await WrongSecret.IsTakenAsync(connection, credentials, clock, ct),
            SeesVersions = await SeesVersionsAsync(folder, ct),
            ListsDeleted = await ListsDeletedAsync(folder + "write", ct),
        };
        return facts with { Remarks = remarks.Sentences().ToList() };
    }

    private async Task<bool> SeesVersionsAsync(string folder, CancellationToken ct)
    {
        try
        {
            await foreach (var _ in versions.ListAsync(connection.NameOf(folder), ct))
            {
                break;
            }

            return true;
        }
        catch (StoreException fault) when (fault.Fault is StoreFault.Denied or StoreFault.Unsupported)
        {
            return false; // becomes a remark of the probe
        }
    }

    private async Task<bool> ListsDeletedAsync(string key, CancellationToken ct)
    {
        await store.DeleteAsync(key, ct);
        await foreach (var _ in store.ListAsync(key, ct))
        {
            return true;
        }

        return false;
    }

    private async Task LeaveNothingAsync(string folder)
    {
        try
        {
            await uploads.SweepAsync(connection.NameOf(folder), DateTimeOffset.MaxValue, CancellationToken.None);
            foreach (var name in (string[])["write", "condition", "checksum", "upload", "version", "lock", "hold"])
            {
                await store.DeleteAsync(folder + name, CancellationToken.None);
            }
        }
        catch (StoreException)
        {
            // Where not even this is possible the experiments have failed before, and their failure is what matters.
        }
    }
}
