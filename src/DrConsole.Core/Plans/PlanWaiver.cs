namespace DrConsole.Plans;

/// <summary>Somebody decided to live with a finding of the plan doctor, for a reason and until a day.</summary>
public sealed class PlanWaiver
{
    public Guid Id { get; init; }

    public Guid PlanId { get; init; }

    /// <summary>Id of the rule, e.g. <c>rpo-tighter-than-interval</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>What the finding is about: the same finding of a later version has the same subject.</summary>
    public required string Subject { get; init; }

    public required string Reason { get; init; }

    /// <summary>The last day (UTC) on which it holds.</summary>
    public DateOnly ExpiresOn { get; init; }

    public Guid ById { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>When it was taken back; null while it stands.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    public string? RevokedByName { get; set; }
}
