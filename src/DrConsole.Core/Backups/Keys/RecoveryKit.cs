using DrConsole.Platform;

namespace DrConsole.Backups.Keys;

/// <summary>
/// What somebody needs to restore without this console: where the backups are, which keys open and sign them, and the commands. Printed, and
/// kept away from the console.
/// </summary>
/// <param name="MadeAt">When it was handed out.</param>
/// <param name="Identity">The escrow identity, only when it was made with this kit; null otherwise.</param>
/// <param name="SigningFingerprint">Of the key that signs this console's backups.</param>
public sealed record RecoveryKit(
    DateTimeOffset MadeAt, string Recipient, SecretText? Identity, string SigningFingerprint, string SigningKey, IReadOnlyList<KitStore> Stores, IReadOnlyList<KitKey> Keys);

/// <summary>A store in a recovery kit.</summary>
/// <param name="NeedsCredentials">Access key and secret must be kept beside the kit: it has none.</param>
public sealed record KitStore(string Name, string Url, string? Site, bool NeedsCredentials);

/// <summary>A key of a category in a recovery kit.</summary>
public sealed record KitKey(string Category, string Recipient, bool IsRetired);
