using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Restoring;

/// <summary>Puts the streams of a backup back into a target, and compares what came out with the fingerprints taken at backup time.</summary>
public interface IRestoreSink : IAsyncDisposable
{
    /// <summary>Looks before anything is written: who the target really is, that it is empty, tools and versions, extensions, space.</summary>
    /// <exception cref="RefusedException">Nothing may be restored into it; the message names cause and cure.</exception>
    Task<TargetCheck> CheckAsync(Manifest manifest, CancellationToken ct);

    /// <summary>True for streams that this target wants; the others are not even read.</summary>
    bool Wants(ManifestEntry stream);

    /// <summary>Restores one stream. <paramref name="plain"/> throws at its end when it was not what the manifest says: then nothing may be called restored.</summary>
    Task RestoreAsync(ManifestEntry stream, Stream plain, CancellationToken ct);

    /// <summary>Compares the restored content with the manifest, after the last stream.</summary>
    Task<RestoreComparison> CompareAsync(Manifest manifest, CancellationToken ct);
}

/// <summary>What a target was found to be.</summary>
/// <param name="Identity">Who it says it is, e.g. system identifier, address and version: shown to the person who restores.</param>
public sealed record TargetCheck(string Identity, IReadOnlyList<string> Remarks);

/// <summary>Restored content against the content at backup time.</summary>
/// <param name="Compared">Number of tables, files or keys that were compared.</param>
/// <param name="Differences">Sentences; empty when all is the same.</param>
/// <param name="NotComparable">Why nothing could be compared, where that is so; never counts as equal.</param>
public sealed record RestoreComparison(int Compared, IReadOnlyList<string> Differences, string? NotComparable)
{
    public bool IsEqual => Differences.Count == 0 && NotComparable is null;
}
