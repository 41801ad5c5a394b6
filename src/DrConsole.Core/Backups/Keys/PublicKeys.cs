using System.Security.Cryptography;
using DrConsole.Backups.Format;
using DrConsole.Platform;

namespace DrConsole.Backups.Keys;

/// <summary>Reads public signing keys that people paste.</summary>
internal static class PublicKeys
{
    private const int LongestPem = 1000;

    /// <summary>The key in the one form in which it is kept, and its fingerprint.</summary>
    public static (string Pem, string Fingerprint) Read(string text)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(text.Length <= LongestPem ? text : "");
            var pem = key.ExportSubjectPublicKeyInfoPem();
            return (pem, ManifestSigner.FingerprintOf(pem));
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            throw new RefusedException("public_key_invalid", "This is no public signing key. Paste the text from -----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----.");
        }
    }
}
