using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Stores.Folders;

/// <summary>Finds out by trying what a directory does. Leaves nothing behind.</summary>
internal sealed class FolderProbe(FolderStore store, FolderAddress address, TimeProvider clock)
{
    private const int Writers = 4;
    private const string Probe = "probe";

    public async Task<StoreFacts> RunAsync(CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        var key = $"{StoreLayout.Probes}{Guid.CreateVersion7(at):N}";
        try
        {
            var winners = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => store.CreateAsync(key, new byte[1], WriteOptions.Plain, ct)));
            var written = await store.FindAsync(key, ct) ?? throw new StoreException(StoreFault.Damaged, $"{address.Path} does not have what was just written to it.");
            var facts = new StoreFacts
            {
                ProbedAt = at,
                Region = address.Region,
                HasConditionalPut = winners.Count(isWinner => isWinner) == 1,
                ListsUploads = await AbortLeavesNothingAsync(key + Probe, ct),
                ClockSkew = written.ChangedAt - clock.GetUtcNow(),
                FreeBytes = FolderSpace.Free(address),
            };
            return facts with { Remarks = Remarks(facts).ToList() };
        }
        finally
        {
            await store.DeleteAsync(key, CancellationToken.None);
        }
    }

    private async Task<bool> AbortLeavesNothingAsync(string key, CancellationToken ct)
    {
        await using (var upload = await store.BeginUploadAsync(key, WriteOptions.Plain, ct))
        {
            await upload.AbortAsync(ct);
        }

        return await store.SweepUploadsAsync(key, DateTimeOffset.MaxValue, ct) == 0 && await store.FindAsync(key, ct) is null;
    }

    private IEnumerable<string> Remarks(StoreFacts facts)
    {
        if (!facts.HasConditionalPut)
        {
            yield return "Of several writers of one name more than one won: let only one console write here.";
        }

        yield return "Anybody who may write to this directory can delete or change its backups: keep another copy in a bucket with object lock. A change is noticed by the next verification, which compares signed SHA-256 hashes.";
        yield return "A directory does not check what it receives: the console reads each new backup back and compares its hashes.";
        if (address.Label is null && IsOnRootDisk())
        {
            yield return "This directory is on the same disk as the operating system of this machine: if that disk dies, so do the backups. Where a disk or network share should be mounted here, it is not.";
        }
    }

    private bool IsOnRootDisk()
    {
        using var root = FolderRoot.Open(address);
        using var system = FolderRoot.Open(new("/"));
        return Libc.Status(root.Handle, "")?.Device == Libc.Status(system.Handle, "")?.Device;
    }
}
