namespace DrConsole.Plans;

/// <summary>Somebody's address of the calendar of an on-call rotation. Calendar programs cannot sign in: the secret in the address stands for it.</summary>
public sealed class CalendarFeed
{
    public Guid Id { get; init; }

    public Guid PlanId { get; init; }

    /// <summary>Key of the rotation in the plan's current version.</summary>
    public required string RotationKey { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] SecretHash { get; init; }

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
