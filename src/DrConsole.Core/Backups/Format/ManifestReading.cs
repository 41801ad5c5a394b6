using System.Text.Json;
using DrConsole.Platform;

namespace DrConsole.Backups.Format;

/// <summary>
/// Reads manifests from stores, where anybody may have written them: every name is a plain name, every object is one of this backup's folder,
/// every figure adds up, and nothing is unbounded.
/// </summary>
public static class ManifestReading
{
    /// <summary>Longest manifest in bytes: fingerprints of some hundred thousand tables.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Longest signature in bytes; one of P-256 has 72 at most.</summary>
    public const int MostSignatureBytes = 1024;

    private const int MostStreams = 100_000;
    private const int MostSlices = 1_000_000;
    private const int LongestText = 300;

    /// <summary>The manifest, or what is wrong with it.</summary>
    /// <param name="folder">Key of the folder that it was found in.</param>
    public static (Manifest? Manifest, string? Fault) Read(ReadOnlySpan<byte> bytes, string folder)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<Manifest>(bytes, CanonicalJson.Options);
            return manifest is null ? (null, "It is empty.") : FaultOf(manifest, folder) is { } fault ? (null, fault) : (manifest, null);
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or FormatException or OverflowException)
        {
            return (null, $"It is no manifest that this version reads: {SafeText.Clean(failure.Message)}");
        }
    }

    private static string? FaultOf(Manifest manifest, string folder)
    {
        if (manifest.Format != Manifest.CurrentFormat)
        {
            return $"It has format {manifest.Format}; this version reads {Manifest.CurrentFormat}.";
        }

        if (manifest.Streams is null || manifest.Recipients is null || manifest.DependsOn is null || manifest.Facts?.Databases is null)
        {
            return "Parts of it are missing.";
        }

        if (!SafeNames.IsSource(manifest.Source) || StoreLayout.Folder(manifest.Source, manifest.StartedAt, manifest.BackupId) != folder)
        {
            return "It does not belong into this folder.";
        }

        if (new[] { manifest.SourceKind, manifest.PolicyName, manifest.System, manifest.MadeBy, manifest.KeyCategory, manifest.SettingsSha256 }.Any(text => text?.Length > LongestText)
            || !SafeNames.IsSource(manifest.SourceKind))
        {
            return "A name in it is too long.";
        }

        if (manifest.Streams.Count is 0 or > MostStreams || manifest.Streams.Sum(stream => (long)(stream?.Slices?.Count ?? 0)) > MostSlices)
        {
            return "It names no stream, or too many.";
        }

        if (manifest.Recipients.Any(recipient => !SafeNames.IsRecipient(recipient)))
        {
            return "A recipient in it is none.";
        }

        return manifest.Streams.Select(stream => stream is null ? "A stream in it is empty." : FaultOf(stream)).FirstOrDefault(fault => fault is not null)
            ?? (manifest.Streams.Select(stream => stream.Name).Distinct(StringComparer.Ordinal).Count() == manifest.Streams.Count ? null : "Two streams in it have the same name.");
    }

    private static string? FaultOf(ManifestEntry stream)
    {
        if (!SafeNames.IsFile(stream.Name) || stream.Tool is null || stream.Codec is null || stream.Slices is not { Count: > 0 })
        {
            return "A stream in it has no safe name, or no objects.";
        }

        var total = 0L;
        for (var index = 0; index < stream.Slices.Count; index++)
        {
            if (stream.Slices[index] is not { Bytes: > 0 } slice || slice.File != StoreLayout.Slice(stream.Name, index) || !SafeNames.IsSha256(slice.Sha256))
            {
                return $"Object {index} of {stream.Name} is not named or described as it must be.";
            }

            total = checked(total + slice.Bytes);
        }

        return total == stream.StoredBytes && stream.PlainBytes >= 0 && SafeNames.IsSha256(stream.PlainSha256) && SafeNames.IsSha256(stream.StoredSha256)
            ? null
            : $"The figures of {stream.Name} contradict each other.";
    }
}
