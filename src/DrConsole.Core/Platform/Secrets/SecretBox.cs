using System.Security.Cryptography;
using System.Text;

namespace DrConsole.Platform;

/// <summary>
/// Seals secrets for the database: AES-256-GCM under the console's master key, bound to their purpose, so that a sealed text that was moved
/// to another row does not open. Format: <c>drc1.</c> and base64 of nonce (12), tag (16) and ciphertext.
/// </summary>
public sealed class SecretBox(MasterKey key)
{
    private const string Prefix = "drc1.";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals a secret.</summary>
    /// <param name="purpose">What it is for, e.g. <c>store:ID</c>; needed again to open it.</param>
    public string Seal(string purpose, SecretText secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var plain = Encoding.UTF8.GetBytes(secret.Reveal());
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key.Bytes(), TagBytes);
        aes.Encrypt(
            sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        CryptographicOperations.ZeroMemory(plain);
        return Prefix + Convert.ToBase64String(sealedBytes);
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <exception cref="RefusedException">It was sealed under another master key or for another purpose, or was changed.</exception>
    public SecretText Open(string purpose, string sealedText)
    {
        ArgumentNullException.ThrowIfNull(sealedText);
        var bytes = sealedText.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(sealedText[Prefix.Length..]) : throw Unopened();
        if (bytes.Length < NonceBytes + TagBytes)
        {
            throw Unopened();
        }

        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key.Bytes(), TagBytes);
            aes.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(purpose));
            return new(Encoding.UTF8.GetString(plain));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Unopened();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static RefusedException Unopened() => new(
        "secret_unreadable", "A stored secret cannot be opened with this console's master key. Put the right key back (see docs/operations/keys.md), or enter the secret again.");
}
