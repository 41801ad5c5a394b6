using System.Security.Cryptography;
using System.Text;

namespace DrConsole.Backups.Format;

/// <summary>The texts beside a manifest, for people and standard tools.</summary>
internal static class BackupTexts
{
    /// <summary>File names and contents, in the order in which they are written.</summary>
    /// <param name="signer">Fingerprint of the key that signs the manifest.</param>
    public static IReadOnlyList<(string File, byte[] Content)> For(Manifest manifest, ReadOnlySpan<byte> manifestBytes, string folder, string signer)
    {
        var texts = new List<(string File, byte[] Content)>
        {
            (StoreLayout.ReadmeFile, Encoding.UTF8.GetBytes(RestoreReadme.For(manifest, folder, signer))),
            (StoreLayout.ScriptFile, Encoding.UTF8.GetBytes(RestoreScript.For(manifest, folder, signer))),
        };
        texts.Add((StoreLayout.ChecksumsFile, Encoding.ASCII.GetBytes(Checksums(manifest, manifestBytes, texts))));
        return texts;
    }

    /// <summary>A text of this assembly.</summary>
    internal static string Template(string name)
    {
        using var stream = typeof(BackupTexts).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // As sha256sum writes it: hash, two blanks, name.
    private static string Checksums(Manifest manifest, ReadOnlySpan<byte> manifestBytes, IEnumerable<(string File, byte[] Content)> texts)
    {
        var lines = manifest.Streams.SelectMany(stream => stream.Slices).Select(slice => $"{slice.Sha256}  {slice.File}\n")
            .Append($"{Convert.ToHexStringLower(SHA256.HashData(manifestBytes))}  {StoreLayout.ManifestFile}\n")
            .Concat(texts.Select(text => $"{Convert.ToHexStringLower(SHA256.HashData(text.Content))}  {text.File}\n"));
        return string.Concat(lines);
    }
}
