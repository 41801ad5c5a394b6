using System.Text;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Pipeline;

/// <summary>The end of a run: objects, texts and keys first, then the fence, then the signature, and the manifest last.</summary>
internal static class BackupCommit
{
    /// <summary>Returns the manifest's bytes after at least one destination has it.</summary>
    public static async Task<byte[]> RunAsync(
        BackupRequest request, Manifest manifest, IReadOnlyList<ManifestEntry> streams, string folder, FanOut fanOut, ProgressMeter meter, CancellationToken ct)
    {
        var bytes = CanonicalJson.Bytes(manifest);
        var signature = request.Signer.Sign(bytes);
        meter.Enter("completing the copies");
        var slices = streams.SelectMany(stream => stream.Slices).ToDictionary(slice => slice.File, StringComparer.Ordinal);
        await fanOut.EachAsync(lane => lane.CompleteAsync(slices, ct));
        var texts = BackupTexts.For(manifest, bytes, folder, request.Signer.Fingerprint);
        await fanOut.EachAsync(lane => lane.WriteSharedAsync($"{StoreLayout.Keys}{request.Signer.Fingerprint}.pem", Encoding.ASCII.GetBytes(request.Signer.PublicPem), ct));
        foreach (var (file, content) in texts)
        {
            await fanOut.EachAsync(lane => lane.WriteFileAsync(file, content, ct));
        }

        meter.Enter("writing the manifest");
        await request.BeforeCommitAsync(ct);
        CrashPoint.Reach("backup.before-manifest");
        await CommitAsync(fanOut, bytes, signature);
        CrashPoint.Reach("backup.after-manifest");
        return bytes;
    }

    // Not cancelled any more: a manifest that is half on its way is worse than a few seconds.
    private static async Task CommitAsync(FanOut fanOut, ReadOnlyMemory<byte> manifest, ReadOnlyMemory<byte> signature)
    {
        BackupFailedException? failed = null;
        try
        {
            await fanOut.EachAsync(lane => lane.CommitAsync(manifest, signature, CancellationToken.None));
        }
        catch (BackupFailedException failure)
        {
            failed = failure;
        }

        await Task.WhenAll(fanOut.Lanes.Select(lane => lane.LookAgainAsync(manifest, CancellationToken.None)));
        if (failed is not null && !fanOut.Lanes.Any(lane => lane.IsCommitted))
        {
            throw failed;
        }
    }
}
