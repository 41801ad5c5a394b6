namespace DrConsole.Access;

/// <summary>A machine's credential with the rights of one role. Only the SHA-256 of the secret is kept.</summary>
public sealed class ApiToken
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Role { get; init; }

    public required byte[] SecretHash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>True when the token may be used at that instant.</summary>
    public bool IsValid(DateTimeOffset at) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > at);
}
