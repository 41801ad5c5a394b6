using DrConsole.Platform;

namespace DrConsole.Stores;

/// <summary>What opens an S3 store.</summary>
/// <param name="AccessKeyId">Not a secret.</param>
public sealed record StoreCredentials(string AccessKeyId, SecretText SecretAccessKey)
{
    /// <summary>Only with credentials that are lent for a time.</summary>
    public SecretText? SessionToken { get; init; }
}
