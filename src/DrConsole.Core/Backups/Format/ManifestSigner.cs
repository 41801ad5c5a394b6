using System.Security.Cryptography;

namespace DrConsole.Backups.Format;

/// <summary>
/// Signs manifests and records with ECDSA P-256 over SHA-256, in the DER form that <c>openssl dgst -sha256 -verify KEY.pem -signature SIG FILE</c> reads.
/// </summary>
public sealed class ManifestSigner : IDisposable
{
    private readonly ECDsa _key;

    private ManifestSigner(ECDsa key)
    {
        _key = key;
        PublicPem = key.ExportSubjectPublicKeyInfoPem();
        Fingerprint = FingerprintOf(key);
    }

    /// <summary>The public half, as PEM.</summary>
    public string PublicPem { get; }

    /// <summary>SHA-256 over the public key's SubjectPublicKeyInfo, in hex: what people compare.</summary>
    public string Fingerprint { get; }

    /// <summary>Makes a new key.</summary>
    public static ManifestSigner Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a private key.</summary>
    public static ManifestSigner FromPem(Platform.SecretText pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        var key = ECDsa.Create();
        key.ImportFromPem(pem.Reveal());
        return new(key);
    }

    /// <summary>The private half, as PKCS #8 PEM.</summary>
    public Platform.SecretText PrivatePem() => new(_key.ExportPkcs8PrivateKeyPem());

    /// <summary>A signature of these bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> content) => _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>True when the signature is that key's over these bytes.</summary>
    public static bool Verify(string publicPem, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(publicPem);
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary><see cref="Fingerprint"/> of a public key.</summary>
    public static string FingerprintOf(string publicPem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(publicPem);
        return FingerprintOf(key);
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static string FingerprintOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
}
