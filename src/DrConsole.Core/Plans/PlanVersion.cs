using System.Security.Cryptography;

namespace DrConsole.Plans;

/// <summary>A published version of a plan. Never changed and never deleted; incidents are pinned to it.</summary>
public sealed class PlanVersion
{
    public Guid Id { get; init; }

    public Guid PlanId { get; init; }

    /// <summary>1, 2, 3 … within the plan.</summary>
    public int Number { get; init; }

    public required string Title { get; init; }

    public required string FileName { get; init; }

    public required string SourceText { get; init; }

    /// <summary>The <see cref="PlanDocument"/> as canonical JSON: these bytes are what is hashed.</summary>
    public required byte[] Document { get; init; }

    /// <summary>SHA-256 of <see cref="Document"/>.</summary>
    public required byte[] Sha256 { get; init; }

    public string? NextReview { get; init; }

    public int ScenarioCount { get; init; }

    public string? Note { get; init; }

    public Guid PublishedById { get; init; }

    public required string PublishedByName { get; init; }

    public DateTimeOffset PublishedAt { get; init; }

    public string? SubmittedByName { get; init; }

    /// <summary>The second person; null when the rule did not ask for one.</summary>
    public string? ApprovedByName { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>What the plan doctor found when it was published, as JSON; null for versions from before there was one.</summary>
    public string? Findings { get; init; }

    /// <summary>True while the stored bytes are those that were published.</summary>
    public bool IsIntact() => SHA256.HashData(Document).AsSpan().SequenceEqual(Sha256);
}
