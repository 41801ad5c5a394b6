using System.Security.Cryptography;

namespace DrConsole.Backups.Format;

/// <summary>The public signing keys whose manifests and records are believed.</summary>
public sealed class TrustedKeys
{
    /// <summary>Nobody is believed.</summary>
    public static readonly TrustedKeys None = new([]);

    private const string End = "-----END PUBLIC KEY-----";
    private readonly List<(string Fingerprint, string Pem)> _keys;

    /// <summary>Believes these keys (PEM). What is no key for ECDSA is left out.</summary>
    public TrustedKeys(IEnumerable<string> publicPems)
    {
        ArgumentNullException.ThrowIfNull(publicPems);
        _keys = [.. publicPems.SelectMany(Split).Select(pem => (Fingerprint: FingerprintOf(pem), Pem: pem)).Where(key => key.Fingerprint is not null).Select(key => (key.Fingerprint!, key.Pem))];
    }

    /// <summary>SHA-256 of each key, as <see cref="ManifestSigner.Fingerprint"/>.</summary>
    public IReadOnlyList<string> Fingerprints => [.. _keys.Select(key => key.Fingerprint)];

    /// <summary>Fingerprint of the key whose signature this is over these bytes; null when it is none of theirs.</summary>
    public string? SignerOf(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        foreach (var (fingerprint, pem) in _keys)
        {
            if (IsSignedBy(pem, content, signature))
            {
                return fingerprint;
            }
        }

        return null;
    }

    private static bool IsSignedBy(string pem, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        try
        {
            return ManifestSigner.Verify(pem, content, signature);
        }
        catch (CryptographicException)
        {
            return false; // a signature that is no signature at all
        }
    }

    private static string? FingerprintOf(string pem)
    {
        try
        {
            return ManifestSigner.FingerprintOf(pem);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            return null; // no key, so that nothing is believed because of it
        }
    }

    // One file may hold several keys, one after the other.
    private static IEnumerable<string> Split(string text) => text.Split(End).SkipLast(1).Select(pem => pem + End);
}

/// <summary>What a signature is worth.</summary>
public enum SignatureVerdict
{
    /// <summary>Made by a key that is believed.</summary>
    Trusted,

    /// <summary>Made by a key that lies in the store and that nobody here has said to believe.</summary>
    UnknownKey,

    /// <summary>Missing, or made by none of the keys, or the content was changed after it.</summary>
    Bad,
}
