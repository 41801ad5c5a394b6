using System.Text;
using System.Text.Json;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Wal;

/// <summary>
/// A record as it lies in a store: its canonical JSON in the first line, the signature over exactly those bytes in base64 in the second,
/// the signing key's fingerprint in the third.
/// </summary>
public static class SignedWalRecord
{
    /// <summary>More is no record: what a bucket holds is not trusted.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Signs a record.</summary>
    public static byte[] Write(WalRecord record, ManifestSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var json = CanonicalJson.Bytes(record);
        return [.. json, .. Encoding.ASCII.GetBytes($"\n{Convert.ToBase64String(signer.Sign(json))}\n{signer.Fingerprint}\n")];
    }

    /// <summary>Reads a record and checks its signature.</summary>
    /// <exception cref="RefusedException">It is none, was changed, or somebody else signed it.</exception>
    public static WalRecord Read(string key, ReadOnlySpan<byte> content, TrustedKeys trusted)
    {
        var record = ReadUnplaced(key, content, trusted);
        return key == record.Folder() + record.RecordFile()
            ? record
            : throw Damaged(key, $"it was signed for {record.Folder()}{record.RecordFile()} and lies at another place");
    }

    /// <summary>Reads a record and checks its signature, wherever it lies.</summary>
    internal static WalRecord ReadUnplaced(string key, ReadOnlySpan<byte> content, TrustedKeys trusted)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        var end = content.IndexOf((byte)'\n');
        var rest = end < 0 ? [] : Encoding.ASCII.GetString(content[(end + 1)..]).Split('\n');
        if (rest is not [var signature, var fingerprint, ""] || !TryBase64(signature, out var bytes))
        {
            throw Damaged(key, "it is not three lines of record, signature and fingerprint");
        }

        if (trusted.SignerOf(content[..end], bytes) is null)
        {
            throw trusted.Fingerprints.Contains(fingerprint, StringComparer.Ordinal)
                ? Damaged(key, "its signature does not fit its content")
                : new RefusedException(
                    "wal_untrusted", $"{key} is signed by the key {SafeText.Clean(fingerprint)}, which is not among the trusted ones. If that console is yours, trust its public key and try again.");
        }

        return JsonSerializer.Deserialize<WalRecord>(content[..end], CanonicalJson.Options) ?? throw Damaged(key, "it is empty");
    }

    private static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var isRead = Convert.TryFromBase64String(text, bytes, out var length);
        bytes = bytes[..length];
        return isRead && length > 0;
    }

    private static RefusedException Damaged(string key, string why) =>
        new("wal_damaged", $"{key} is damaged or was tampered with: {why}. Take it from another store; the log cannot be followed past it.");
}
