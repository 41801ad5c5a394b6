using DrConsole.Backups.Format;
using DrConsole.Backups.Keys;
using DrConsole.Platform;

namespace DrConsole.Verification;

/// <summary>
/// Tells "we lack the key" from "the copy does not open": the first says nothing about the backup. The public halves of the identities are
/// compared with the recipients that the signed manifest names.
/// </summary>
internal static class IdentityCheck
{
    /// <summary>Makes sure that one of the identities is a recipient of the backup.</summary>
    /// <exception cref="NotVerifiableException">None of the identities can open it.</exception>
    public static async Task EnsureFitsAsync(IdentityFile? identities, Manifest manifest, CancellationToken ct)
    {
        if (identities is null)
        {
            throw new NotVerifiableException("Reading a backup back needs an identity that opens it. Give one with --identity, or create a key for its category.");
        }

        var held = (await ChildProcess.ReadAsync(new("age-keygen", ["-y", identities.Path]), ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!held.Intersect(manifest.Recipients, StringComparer.Ordinal).Any())
        {
            throw new NotVerifiableException($"None of the identities here opens this backup. It was encrypted to {string.Join(", ", manifest.Recipients)}.");
        }
    }
}
